using System.ClientModel;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;
using OpenAI.Responses;

namespace GptImage.Sdk.PeerTests;

/// <summary>The official .NET client and Microsoft.Extensions.AI over it hold conversations with the fake service unchanged.</summary>
public sealed class OpenAIResponsesTests : IDisposable
{
    private const string Model = "gpt-6.2-sol";

    private static readonly string[] Turns = ["A lighthouse at dawn", "Make it night", "Let it rain"];

    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private readonly ResponsesClient _client;

    public OpenAIResponsesTests() => _client = new ResponsesClient(
        new ApiKeyCredential(_service.ApiKey), new ResponsesClientOptions { Endpoint = _service.BaseAddress });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task ResponsesClient_ByPreviousId_HoldsThreeTurns()
    {
        string? previousId = null;
        var actions = new List<string?>();

        foreach (string turn in Turns)
        {
            CreateResponseOptions options = Options(ResponseItem.CreateUserMessageItem(turn));
            options.PreviousResponseId = previousId;
            ResponseResult response = await _client.CreateResponseAsync(options, Token);
            previousId = response.Id;
            actions.Add(Call(response).Action?.ToString());
            Assert.Equal([0x89, 0x50, 0x4E, 0x47], Call(response).ImageResultBytes.ToArray()[..4]);
        }

        ResponseResult stored = await _client.GetResponseAsync(previousId, Token);
        Assert.Equal(["generate", "edit", "edit"], actions);
        Assert.Equal(previousId, stored.Id);
        _service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task ResponsesClient_ByItems_HoldsThreeTurns()
    {
        var items = new List<ResponseItem>();
        var prompts = new List<string>();

        foreach (string turn in Turns)
        {
            items.Add(ResponseItem.CreateUserMessageItem(turn));
            CreateResponseOptions options = Options([.. items]);
            options.StoredOutputEnabled = false;
            ResponseResult response = await _client.CreateResponseAsync(options, Token);
            items.AddRange(response.OutputItems);
            prompts.Add(Call(response).RevisedPrompt);
        }

        Assert.Equal(["A lighthouse at dawn", "Make it night Keep the rest as it is.", "Let it rain Keep the rest as it is."], prompts);
        _service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task ResponsesClient_Stream_BringsPreviewsAndThePicture()
    {
        CreateResponseOptions options = Options(ResponseItem.CreateUserMessageItem(Turns[0]));
        options.StreamingEnabled = true;
        int previews = 0;
        ImageGenerationCallResponseItem? picture = null;
        ResponseResult? completed = null;

        await foreach (StreamingResponseUpdate update in await _client.CreateResponseStreamingAsync(options, Token))
        {
            switch (update)
            {
                case StreamingResponseImageGenerationCallPartialImageUpdate:
                    previews++;
                    break;
                case StreamingResponseOutputItemDoneUpdate { Item: ImageGenerationCallResponseItem call }:
                    picture = call;
                    break;
                case StreamingResponseCompletedUpdate done:
                    completed = done.Response;
                    break;
            }
        }

        Assert.Equal(2, previews);
        Assert.NotNull(picture);
        Assert.NotNull(completed);
        Assert.Equal(picture.ImageResultBytes.ToArray(), Call(completed).ImageResultBytes.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChatClient_EitherWay_HoldsThreeTurns(bool isStored)
    {
        using IChatClient chat = _client.AsIChatClient(Model);
        var history = new List<ChatMessage>();
        string? conversationId = null;
        int pictures = 0;

        foreach (string turn in Turns)
        {
            var message = new ChatMessage(ChatRole.User, turn);
            history.Add(message);
            ChatResponse response = await chat.GetResponseAsync(isStored ? [message] : history, new ChatOptions
            {
                ConversationId = conversationId,
                Tools = [new HostedImageGenerationTool { Options = new ImageGenerationOptions { ModelId = "gpt-image-2" } }],
                RawRepresentationFactory = _ => new CreateResponseOptions { StoredOutputEnabled = isStored },
            }, Token);
            conversationId = isStored ? response.ConversationId : null;
            history.AddRange(response.Messages);
            pictures += response.Messages.SelectMany(answer => answer.Contents).OfType<ImageGenerationToolResultContent>()
                .SelectMany(result => result.Outputs ?? []).OfType<DataContent>().Count(content => content.MediaType == "image/png");
        }

        Assert.Equal(3, pictures);
        Assert.Equal(3, _service.Requests.Count(request => request.StatusCode == 200));
        Assert.Equal(isStored ? 2 : 0, _service.Requests.Count(request => request.Fields.ContainsKey("previous_response_id")));
        _service.ThrowIfUnexpected();
    }

    private static CreateResponseOptions Options(params ResponseItem[] items)
    {
        var options = new CreateResponseOptions(Model, items);
        options.Tools.Add(new ImageGenerationTool { Model = "gpt-image-2", PartialImageCount = 2 });
        return options;
    }

    private static ImageGenerationCallResponseItem Call(ResponseResult response) =>
        Assert.Single(response.OutputItems.OfType<ImageGenerationCallResponseItem>());
}
