namespace GptImage.Sdk.Testing;

/// <summary>What the service refuses about input images, masks and markup.</summary>
internal static class InputRules
{
    private const int MaxImages = 16;
    private const long MaxFileBytes = 50L * 1024 * 1024;

    private static readonly string[] MimeTypes = ["image/jpeg", "image/png", "image/webp"];

    public static ServiceError? ImagesFault(RequestBody body)
    {
        List<FormPart> images = [.. body.Files.Where(file => file.Name is "image" or "image[]")];
        if (images.Count == 0)
        {
            return ErrorWording.Missing("image");
        }

        if (images.Count(image => image.Name == "image") > 1)
        {
            return ErrorWording.Duplicate("image");
        }

        if (images.Count > MaxImages)
        {
            return ErrorWording.TooMany("image", MaxImages, images.Count);
        }

        return images.Select((image, index) => FileFault(image, ParamOf(image, index))).FirstOrDefault(fault => fault is not null)
            ?? images.Select((image, index) => PictureHeader.Read(image.Bytes) is null ? ErrorWording.BadImage(index + 1) : null).FirstOrDefault(fault => fault is not null);
    }

    public static ServiceError? MaskFault(RequestBody body)
    {
        if (body.Files.FirstOrDefault(file => file.Name == "mask") is not { } mask)
        {
            return null;
        }

        if ((Repeated(body, "mask") ?? FileFault(mask, "mask")) is { } fault)
        {
            return fault;
        }

        return PictureHeader.Read(mask.Bytes) switch
        {
            null => ErrorWording.Mask("mask image could not be read"),
            { HasAlpha: false } => ErrorWording.Mask("mask image missing alpha channel"),
            { Format: not "png" } => ErrorWording.Mask("mask image must be a PNG file"),
            { } header => IsSizeOfFirst(body, header) ? null : ErrorWording.Mask("mask size does not match image size"),
        };
    }

    public static ServiceError? MarkupFault(RequestBody body, ModelRule model)
    {
        if (body.Files.FirstOrDefault(file => file.Name == "markup") is not { } markup)
        {
            return null;
        }

        if (!model.HasMarkup)
        {
            return ErrorWording.ModelLacks(model.Id, "markup");
        }

        if ((Repeated(body, "markup") ?? FileFault(markup, "markup")) is { } fault)
        {
            return fault;
        }

        if (body.Files.Any(file => file.Name == "mask"))
        {
            return ErrorWording.Markup("markup cannot be combined with a mask");
        }

        return PictureHeader.Read(markup.Bytes) switch
        {
            null => ErrorWording.Markup("markup could not be read"),
            { Format: not "png" } or { HasAlpha: false } => ErrorWording.Markup("markup must be a PNG file with transparent pixels"),
            { } header => IsSizeOfFirst(body, header) ? null : ErrorWording.Markup("markup size does not match image size"),
        };
    }

    private static string ParamOf(FormPart image, int index) => image.Name == "image" ? "image" : FormattableString.Invariant($"image[{index}]");

    private static ServiceError? Repeated(RequestBody body, string name) => body.Files.Count(file => file.Name == name) > 1 ? ErrorWording.Duplicate(name) : null;

    private static ServiceError? FileFault(FormPart part, string param)
    {
        string mimeType = part.ContentType?.Split(';')[0].Trim() ?? FromFileName(part.FileName);
        if (!MimeTypes.Contains(mimeType, StringComparer.OrdinalIgnoreCase))
        {
            return ErrorWording.MimeType(param, mimeType);
        }

        return part.Bytes.Length >= MaxFileBytes ? ErrorWording.FileTooLarge(param) : null;
    }

    private static string FromFileName(string? fileName) => Path.GetExtension(fileName)?.ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".WEBP" => "image/webp",
        _ => "application/octet-stream",
    };

    private static bool IsSizeOfFirst(RequestBody body, PictureHeader header) =>
        PictureHeader.Read(body.Files.First(file => file.Name is "image" or "image[]").Bytes) is { } first && first.Width == header.Width && first.Height == header.Height;
}
