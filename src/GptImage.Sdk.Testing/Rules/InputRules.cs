using System.Runtime.InteropServices;

namespace GptImage.Sdk.Testing;

/// <summary>What the service refuses about input images, masks and markup.</summary>
internal static class InputRules
{
    private const int MaxImages = 16;
    private const long MaxFileBytes = 50L * 1024 * 1024;

    private static readonly string[] MimeTypes = ["image/jpeg", "image/png", "image/webp"];

    public static ServiceError? ImagesFault(RequestBody body)
    {
        if (!body.IsForm && ReferencesFault(body) is { } referenceFault)
        {
            return referenceFault;
        }

        List<FormPart> images = [.. body.Inputs];
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
            ?? images.Select((image, index) => PictureHeader.Read(image.Bytes) is null ? ErrorWording.BadImage(index + 1) : null)
                .FirstOrDefault(fault => fault is not null);
    }

    public static ServiceError? MaskFault(RequestBody body)
    {
        if (body.References.FirstOrDefault(reference => reference is { Field: "mask", Fault: not null }) is { } reference)
        {
            return reference.Fault;
        }

        if (body.Part("mask") is not { } mask)
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
        if (!model.HasMarkup && (body.Find("markup") is not null || body.Part("markup") is not null))
        {
            return ErrorWording.ModelLacks(model.Id, "markup");
        }

        if (body.References.FirstOrDefault(reference => reference is { Field: "markup", Fault: not null }) is { } reference)
        {
            return reference.Fault;
        }

        if (body.Part("markup") is not { } markup)
        {
            return null;
        }

        if ((Repeated(body, "markup") ?? FileFault(markup, "markup")) is { } fault)
        {
            return fault;
        }

        if (body.Part("mask") is not null)
        {
            return ErrorWording.Markup("markup cannot be combined with a mask");
        }

        return PictureHeader.Read(markup.Bytes) switch
        {
            null => ErrorWording.Markup("markup could not be read"),
            { Format: not "png" } or { HasAlpha: false } => ErrorWording.Markup("markup must be a PNG file with transparent pixels"),
            { } header when !IsSizeOfFirst(body, header) => ErrorWording.Markup("markup size does not match image size"),
            _ => HasTransparentPixels(markup) ? null : ErrorWording.Markup("markup must be a PNG file with transparent pixels"),
        };
    }

    private static bool HasTransparentPixels(FormPart markup)
    {
        try
        {
            using SkiaSharp.SKBitmap bitmap = PictureDecoder.Decode(markup.Bytes, 1);
            return MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan()).ContainsAnyInRange(0u, 0x00FF_FFFFu);
        }
        catch (UnreadableInputException)
        {
            return false;
        }
    }

    /// <summary>Finds what is wrong with <c>images</c> before anybody looks at a picture.</summary>
    private static ServiceError? ReferencesFault(RequestBody body)
    {
        if (body.Find("images") is not { } field)
        {
            return ErrorWording.Missing("images");
        }

        if (field.Kind != FieldKind.List)
        {
            return ErrorWording.WrongType("images", "an array of objects", field);
        }

        ImageReference[] references = [.. body.References.Where(reference => reference.Field == "images")];
        return references.Length switch
        {
            0 => ErrorWording.EmptyList("images"),
            > MaxImages => ErrorWording.TooMany("images", MaxImages, references.Length),
            _ => references.FirstOrDefault(reference => reference.Fault is not null)?.Fault,
        };
    }

    private static string ParamOf(FormPart image, int index) =>
        image.Name == "image[]" ? FormattableString.Invariant($"image[{index}]") : image.Name;

    private static ServiceError? Repeated(RequestBody body, string name) =>
        body.Files.Count(file => file.Name == name) > 1 ? ErrorWording.Duplicate(name) : null;

    private static ServiceError? FileFault(FormPart part, string param)
    {
        string mimeType = part.ContentType?.Split(';')[0].Trim() ?? FromFileName(part.FileName);
        if (!MimeTypes.Contains(mimeType, StringComparer.OrdinalIgnoreCase))
        {
            return ErrorWording.MimeType(param, mimeType);
        }

        return part.Bytes.Length >= MaxFileBytes ? ErrorWording.FileTooLarge(param, 50) : null;
    }

    private static string FromFileName(string? fileName) =>
        PictureFormat.FindByExtension(Path.GetExtension(fileName)) is { } format && MimeTypes.Contains(format.MediaType)
            ? format.MediaType
            : "application/octet-stream";

    private static bool IsSizeOfFirst(RequestBody body, PictureHeader header) =>
        PictureHeader.Read(body.Inputs.First().Bytes) is { } first && first.Width == header.Width && first.Height == header.Height;
}
