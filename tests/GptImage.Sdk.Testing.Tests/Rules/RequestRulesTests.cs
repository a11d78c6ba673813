using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Rules;

public sealed class RequestRulesTests
{
    [Theory]
    [InlineData(
        """{"prompt":"x"}""", "invalid_request_error", "missing_required_parameter", "model", "Missing required parameter: 'model'.")]
    [InlineData(
        """{"model":null,"prompt":"x"}""", "invalid_request_error", "invalid_type", "model",
        "Invalid type for 'model': expected a string, but got null instead.")]
    [InlineData(
        """{"model":7,"prompt":"x"}""", "invalid_request_error", "invalid_type", "model",
        "Invalid type for 'model': expected a string, but got an integer instead.")]
    [InlineData(
        """{"model":7.5,"prompt":"x"}""", "invalid_request_error", "invalid_type", "model",
        "Invalid type for 'model': expected a string, but got a decimal number instead.")]
    [InlineData(
        """{"model":true,"prompt":"x"}""", "invalid_request_error", "invalid_type", "model",
        "Invalid type for 'model': expected a string, but got a boolean instead.")]
    [InlineData(
        """{"model":{},"prompt":"x"}""", "invalid_request_error", "invalid_type", "model",
        "Invalid type for 'model': expected a string, but got an object instead.")]
    [InlineData(
        """{"model":[],"prompt":"x"}""", "invalid_request_error", "invalid_type", "model",
        "Invalid type for 'model': expected a string, but got an array instead.")]
    [InlineData(
        """{"model":"dall-e-2","prompt":"x"}""", "image_generation_user_error", "invalid_value", "model",
        "The model 'dall-e-2' does not exist.")]
    [InlineData(
        """{"model":"gpt-image-2","style":"vivid"}""", "invalid_request_error", "unknown_parameter", "style",
        "Unknown parameter: 'style'.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","style":null}""", "invalid_request_error", "unknown_parameter", "style",
        "Unknown parameter: 'style'.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","response_format":"b64_json"}""", "invalid_request_error", "unknown_parameter",
        "response_format", "Unknown parameter: 'response_format'.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","input_fidelity":"high"}""", "invalid_request_error", "unknown_parameter", "input_fidelity",
        "Unknown parameter: 'input_fidelity'.")]
    [InlineData(
        """{"model":"gpt-image-2"}""", "invalid_request_error", "missing_required_parameter", "prompt",
        "Missing required parameter: 'prompt'.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"","n":0}""", "invalid_request_error", "empty_string", "prompt",
        "Invalid 'prompt': empty string. Expected a string with minimum length 1, but got an empty string instead.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","n":0,"quality":"hd"}""", "invalid_request_error", "integer_below_min_value", "n",
        "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","n":11}""", "invalid_request_error", "integer_above_max_value", "n",
        "Invalid 'n': integer above maximum value. Expected a value <= 10, but got 11 instead.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","n":99999999999999999999}""", "invalid_request_error", "integer_above_max_value", "n",
        "Invalid 'n': integer above maximum value. Expected a value <= 10, but got 99999999999999999999 instead.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","n":"2"}""", "invalid_request_error", "invalid_type", "n",
        "Invalid type for 'n': expected an integer, but got a string instead.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","n":1.5}""", "invalid_request_error", "invalid_type", "n",
        "Invalid type for 'n': expected an integer, but got a decimal number instead.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","quality":"standard","size":"banana"}""", "invalid_request_error", "invalid_value",
        "quality", "Invalid value: 'standard'. Supported values are: 'low', 'medium', 'high', and 'auto'.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","quality":"xhigh"}""", "invalid_request_error", "invalid_value", "quality",
        "Invalid value: 'xhigh'. Supported values are: 'low', 'medium', 'high', and 'auto'.")]
    [InlineData(
        """{"model":"gpt-image-2.5-flare","prompt":"x","quality":"hd"}""", "invalid_request_error", "invalid_value", "quality",
        "Invalid value: 'hd'. Supported values are: 'low', 'medium', 'high', 'xhigh', 'max', and 'auto'.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","output_compression":101}""", "invalid_request_error", "integer_above_max_value",
        "output_compression", "Invalid 'output_compression': integer above maximum value. Expected a value <= 100, but got 101 instead.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","output_compression":80,"size":"banana"}""", "image_generation_user_error",
        "invalid_png_output_compression", null, "Compression less than 100 is not supported for PNG output format")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","output_compression":99,"output_format":"png"}""", "image_generation_user_error",
        "invalid_png_output_compression", null, "Compression less than 100 is not supported for PNG output format")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","background":"transparent","output_format":"jpeg"}""", "image_generation_user_error",
        "invalid_value", "background", "Transparent background is not supported for JPEG output format")]
    [InlineData(
        """{"model":"gpt-image-2.5-flare","prompt":"x","output_format":"gif"}""", "invalid_request_error", "invalid_value",
        "output_format", "Invalid value: 'gif'. Supported values are: 'png', 'jpeg', and 'webp'.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","moderation":"off"}""", "invalid_request_error", "invalid_value", "moderation",
        "Invalid value: 'off'. Supported values are: 'low' and 'auto'.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","stream":"true"}""", "invalid_request_error", "invalid_type", "stream",
        "Invalid type for 'stream': expected a boolean, but got a string instead.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","stream":true,"partial_images":4}""", "invalid_request_error", "integer_above_max_value",
        "partial_images", "Invalid 'partial_images': integer above maximum value. Expected a value <= 3, but got 4 instead.")]
    [InlineData(
        """{"model":"gpt-image-2.6-flare","prompt":"x","frame_count":1}""", "invalid_request_error", "integer_below_min_value",
        "frame_count", "Invalid 'frame_count': integer below minimum value. Expected a value >= 2, but got 1 instead.")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","complexity":"low"}""", "image_generation_user_error", "invalid_value", "complexity",
        "The model 'gpt-image-2' does not support the 'complexity' parameter.")]
    public async Task Generations_Fault_IsRefusedInTheServicesWords(string json, string type, string code, string? param, string message)
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync(json);

        answer.AssertError(400, type, code, param, message);
    }

    [Theory]
    [InlineData("""{"model":"gpt-image-2","prompt":" "}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"x","n":null,"size":null,"quality":null,"output_compression":null}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"x","output_compression":100}""")]
    [InlineData(
        """{"model":"gpt-image-2","prompt":"x","output_format":"webp","output_compression":0,"moderation":"low","user":"u","stream":false}""")]
    [InlineData("""{"model":"gpt-image-2.6-sunburst","prompt":"x","quality":"max","complexity":"high","background":"transparent"}""")]
    [InlineData("""{"model":"gpt-image-2.5-sunburst-2026-09-08","prompt":"x","quality":"xhigh"}""")]
    public async Task Generations_LegalRequest_IsDrawn(string json)
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync(json);

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(32_000, 200)]
    [InlineData(32_001, 400)]
    public async Task Generations_PromptLength_CountsCodePoints(int codePoints, int status)
    {
        using var caller = new Caller();
        string prompt = string.Concat(Enumerable.Repeat("🦊", codePoints));

        Answer answer = await caller.GenerateAsync($$"""{"model":"gpt-image-2","prompt":"{{prompt}}"}""");

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Generations_TransparentWithoutPreviewAccess_IsRefusedForGptImage2()
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { PreviewAccess = false, Drawing = FakeDrawing.Plain });

        Answer refused = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"x","background":"transparent"}""");
        Answer drawn = await caller.GenerateAsync("""{"model":"gpt-image-2.5-flare","prompt":"x","background":"transparent"}""");

        Assert.Equal("Transparent background is not supported for this model", refused.ErrorMessage);
        Assert.Equal(200, (int)drawn.StatusCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"prompt":"\ud800"}""")]
    public async Task Generations_UnreadableJson_IsRefused(string json)
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync(json);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.StartsWith("We could not parse the JSON body of your request.", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "n", "two", "invalid_type",
        "Invalid type for 'n': expected an integer, but got a string value that could not be converted into an integer.")]
    [InlineData(
        "n", "1.5", "invalid_type",
        "Invalid type for 'n': expected an integer, but got a string value that could not be converted into an integer.")]
    [InlineData("n", "0", "integer_below_min_value", "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.")]
    [InlineData("images", "x", "unknown_parameter", "Unknown parameter: 'images'. For multipart/form-data use 'image' or 'image[]'.")]
    [InlineData("style", "x", "unknown_parameter", "Unknown parameter: 'style'.")]
    [InlineData(
        "input_fidelity", "high", "invalid_input_fidelity_model",
        "The model 'gpt-image-2' does not support the 'input_fidelity' parameter.")]
    public async Task Edits_Fault_IsRefusedInTheServicesWords(string name, string value, string code, string message)
    {
        using var caller = new Caller();

        Answer answer = await caller.EditAsync(new Form().Text(name, value).File("image", TestPictures.Opaque(64, 64)));

        Assert.Equal((400, code, message), ((int)answer.StatusCode, answer.Error.GetProperty("code").GetString(), answer.ErrorMessage));
    }

    [Theory]
    [InlineData("gpt-image-1.5", "high", 200)]
    [InlineData("gpt-image-1-mini", "low", 200)]
    [InlineData("gpt-image-1-mini", "high", 400)]
    [InlineData("gpt-image-2.5-flare", "low", 400)]
    [InlineData("gpt-image-2.6-flare", "high", 400)]
    public async Task Edits_InputFidelity_FollowsTheModel(string model, string fidelity, int status)
    {
        using var caller = new Caller();

        Answer answer = await caller.EditAsync(new Form(model).Text("input_fidelity", fidelity).File("image", TestPictures.Opaque(64, 64)));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Edits_TextBody_IsRefusedAsUnsupported()
    {
        using var caller = new Caller();

        Answer answer = await caller.PostAsync("images/edits", new StringContent("{}", System.Text.Encoding.UTF8, "text/plain"));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.StartsWith(
            "Unsupported content type: 'text/plain'. This API method only accepts 'multipart/form-data' requests", answer.ErrorMessage,
            StringComparison.Ordinal);
    }
}
