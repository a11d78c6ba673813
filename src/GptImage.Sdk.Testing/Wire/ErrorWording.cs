using System.Globalization;

namespace GptImage.Sdk.Testing;

/// <summary>The service's own words for what it refuses.</summary>
internal static class ErrorWording
{
    public const string RequestFault = "invalid_request_error";
    public const string ImageFault = "image_generation_user_error";

    public static ServiceError UnreadableJson { get; } =
        new(400, RequestFault, null, null,
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The "
        + "OpenAI API expects a JSON payload, but what was sent was not valid JSON.)");

    public static ServiceError UnreadableForm { get; } = new(400, RequestFault, null, null, "Could not parse multipart form.");

    public static ServiceError NoKey { get; } =
        new(401, RequestFault, null, null,
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. "
        + "Authorization: Bearer YOUR_KEY).");

    public static ServiceError WrongKey(string key) =>
        new(401, RequestFault, "invalid_api_key", null,
        $"Incorrect API key provided: {Masked(key)}. You can find your API key at https://platform.openai.com/account/api-keys.");

    public static ServiceError Missing(string name) =>
        new(400, RequestFault, "missing_required_parameter", name, $"Missing required parameter: '{name}'.");

    /// <summary>A multipart name in a JSON body.</summary>
    public static ServiceError UnknownInJson(string name) =>
        new(400, RequestFault, "unknown_parameter", name,
        $"Unknown parameter: '{name}'. For application/json on /v1/images/edits, use 'images' (array).");

    public static ServiceError Unknown(string name) => new(400, RequestFault, "unknown_parameter", name, name == "images"
        ? "Unknown parameter: 'images'. For multipart/form-data use 'image' or 'image[]'."
        : $"Unknown parameter: '{name}'.");

    public static ServiceError Duplicate(string name) =>
        new(400, RequestFault, "duplicate_parameter", name,
        $"Duplicate parameter: '{name}'. You provided multiple values for this parameter, whereas only one is allowed. If you are trying "
        + $"to provide a list of values, use the array syntax instead e.g. '{name}[]=<value>'.");

    public static ServiceError WrongType(string name, string expected, FieldValue got) =>
        new(400, RequestFault, "invalid_type", name, got.Kind == FieldKind.FormText
        ? $"Invalid type for '{name}': expected {expected}, but got a string value that could not be converted into {expected}."
        : $"Invalid type for '{name}': expected {expected}, but got {got.KindInWords} instead.");

    public static ServiceError UnknownModel(string model) =>
        new(400, ImageFault, "invalid_value", "model", $"The model '{model}' does not exist.");

    public static ServiceError EmptyText(string name) =>
        new(400, RequestFault, "empty_string", name,
        $"Invalid '{name}': empty string. Expected a string with minimum length 1, but got an empty string instead.");

    public static ServiceError EmptyList(string name) =>
        new(400, RequestFault, "empty_array", name,
        $"Invalid '{name}': empty array. Expected an array with minimum length 1, but got an empty array instead.");

    public static ServiceError NotExactlyOne(string name) =>
        new(400, RequestFault, "invalid_value", name, $"Invalid '{name}': expected exactly one of 'image_url' and 'file_id'.");

    public static ServiceError Address(string name, string code, string reason) =>
        new(400, RequestFault, code, name, $"Invalid '{name}'. {reason}");

    public static ServiceError UnknownFile(string id) =>
        new(404, RequestFault, null, "id", $"No such File object: {id}") { HasDetail = true };

    public static ServiceError Purpose(string purpose, IEnumerable<string> purposes) =>
        new(400, RequestFault, null, "purpose",
        $"'{purpose}' is not one of [{string.Join(", ", purposes.Select(known => $"'{known}'"))}] - 'purpose'");

    public static ServiceError ModelNotFound(string id) =>
        new(404, RequestFault, "model_not_found", "model", $"The model '{id}' does not exist");

    public static ServiceError TextTooLong(string name, int limit, int length) =>
        new(400, RequestFault, "string_above_max_length", name,
        string.Create(CultureInfo.InvariantCulture,
            $"Invalid '{name}': string too long. Expected a string with maximum length {limit}, but got a string with length {length} "
            + $"instead."));

    public static ServiceError TooMany(string name, int limit, int count) =>
        new(400, RequestFault, "array_above_max_length", name,
        string.Create(CultureInfo.InvariantCulture,
            $"Invalid '{name}': array too long. Expected an array with maximum length {limit}, but got an array with length {count} "
            + $"instead."));

    public static ServiceError BelowMinimum(string name, long limit, FieldValue got) =>
        new(400, RequestFault, "integer_below_min_value", name,
        FormattableString.Invariant(
            $"Invalid '{name}': integer below minimum value. Expected a value >= {limit}, but got {got.Text} instead."));

    public static ServiceError AboveMaximum(string name, long limit, FieldValue got) =>
        new(400, RequestFault, "integer_above_max_value", name,
        FormattableString.Invariant(
            $"Invalid '{name}': integer above maximum value. Expected a value <= {limit}, but got {got.Text} instead."));

    public static ServiceError NotOneOf(string name, IReadOnlyList<string> values, string got) =>
        new(400, RequestFault, "invalid_value", name, $"Invalid value: '{got}'. Supported values are: {Listed(values)}.");

    /// <summary>A value that exists but is not offered: the service's words for, say, a fixed temperature.</summary>
    public static ServiceError OnlyDefault(string name, string got, string standard) =>
        new(400, RequestFault, "unsupported_value", name,
        $"Unsupported value: '{name}' does not support {got} with this model. Only the default ({standard}) value is supported.");

    public static ServiceError Size(string size, string reason) =>
        new(400, ImageFault, "invalid_value", "size", $"Invalid size '{size}'. {reason}");

    public static ServiceError PngCompression { get; } =
        new(400, ImageFault, "invalid_png_output_compression", null, "Compression less than 100 is not supported for PNG output format");

    public static ServiceError TransparentJpeg { get; } =
        new(400, ImageFault, "invalid_value", "background", "Transparent background is not supported for JPEG output format");

    public static ServiceError TransparentModel { get; } =
        new(400, ImageFault, "invalid_value", "background", "Transparent background is not supported for this model");

    public static ServiceError FidelityModel(string model) =>
        new(400, ImageFault, "invalid_input_fidelity_model", "input_fidelity",
        $"The model '{model}' does not support the 'input_fidelity' parameter.");

    public static ServiceError ModelLacks(string model, string name) =>
        new(400, ImageFault, "invalid_value", name, $"The model '{model}' does not support the '{name}' parameter.");

    public static ServiceError OnlyWith(string name, string format) =>
        new(400, ImageFault, "invalid_value", name, $"The '{name}' parameter is only supported when 'output_format' is '{format}'.");

    public static ServiceError NotWith(string name, string format) =>
        new(400, ImageFault, "invalid_value", name, $"The '{name}' parameter is not supported when 'output_format' is '{format}'.");

    /// <summary>The one refusal of a GIF that was seen.</summary>
    public static ServiceError GifNotEnabled { get; } =
        new(400, ImageFault, "invalid_value", "output_format", "GIF output is not enabled for this request.");

    public static ServiceError GifPreview { get; } =
        new(403, RequestFault, null, "output_format", "GIF output requires access to the GIF preview.");

    public static ServiceError SvgPreview { get; } =
        new(403, RequestFault, null, "output_format", "SVG output requires a supported image model and project access.");

    public static ServiceError SvgModelNotSelectable { get; } =
        new(400, ImageFault, "invalid_value", "svg", "SVG model selection is not enabled for this project. Omit 'svg'.");

    public static ServiceError ContentType(string? contentType, string accepted) =>
        new(400, RequestFault, "unsupported_content_type", null,
        $"Unsupported content type: '{contentType}'. This API method only accepts '{accepted}' requests, but you specified the header "
        + $"'Content-Type: {contentType}'. Please try again with a supported content type.");

    public static ServiceError MimeType(string name, string mimeType) =>
        new(400, RequestFault, "unsupported_file_mimetype", name,
        $"Invalid file '{name}': unsupported mimetype ('{mimeType}'). Supported file formats are 'image/jpeg', 'image/png', and "
        + "'image/webp'.");

    /// <summary>Bytes that are no picture the service takes.</summary>
    /// <param name="number">Which image, counted from 1.</param>
    public static ServiceError BadImage(int number) =>
        new(400, ImageFault, "invalid_image_file", "image",
        FormattableString.Invariant($"Invalid image file or mode for image {number}, please check your image file."));

    public static ServiceError FileTooLarge(string name, int megabytes) =>
        new(400, RequestFault, "file_too_large", name,
        FormattableString.Invariant($"Invalid file '{name}': file too large. Expected a file smaller than {megabytes} MB."));

    public static ServiceError Mask(string reason) =>
        new(400, ImageFault, "invalid_mask_image_format", "mask", $"Invalid mask image format - {reason}");

    public static ServiceError Markup(string reason) => new(400, ImageFault, "invalid_value", "markup", $"Invalid markup image - {reason}");

    private static string Listed(IReadOnlyList<string> values) => values.Count <= 2
        ? string.Join(" and ", values.Select(value => $"'{value}'"))
        : string.Join(", ", values.SkipLast(1).Select(value => $"'{value}'")) + $", and '{values[^1]}'";

    private static string Masked(string key) => key.Length <= 12 ? key : key[..8] + new string('*', key.Length - 12) + key[^4..];
}
