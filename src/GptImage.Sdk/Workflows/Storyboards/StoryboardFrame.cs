using System.Globalization;

namespace GptImage.Sdk;

/// <summary>A frame of a story that came to its end: a picture, or the reason why there is none.</summary>
public sealed record StoryboardFrame
{
    private readonly Lazy<GeneratedImage>? _image;

    /// <summary>Gets its place in the story, from 1 on.</summary>
    public required int Number { get; init; }

    /// <summary>Gets what was asked for.</summary>
    public required FrameRequest Request { get; init; }

    /// <summary>Gets what was sent for it: the composed prompt, the input images in their order, the estimate.</summary>
    public required RequestPlan Plan { get; init; }

    /// <summary>Gets the picture. One on disk is read when it is asked for.</summary>
    /// <exception cref="GptImageException">There is none: this is the <see cref="Error"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public GeneratedImage Image
    {
        get => TakeImage();
        init => _image = new Lazy<GeneratedImage>(value);
    }

    /// <summary>Gets the file of the picture, or <see langword="null"/> when there is none or it is in memory.</summary>
    public SavedImage? File
    {
        get;
        init
        {
            field = value;
            _image = value is null ? _image : LazyPicture.FromFile(value);
        }
    }

    /// <summary>Gets why there is no picture: why the frame failed, or what ended the story before it. <see langword="null"/> when there is
    /// one.</summary>
    public GptImageException? Error { get; init; }

    /// <summary>Gets what the frame may have cost.</summary>
    public ChargeState Charge { get; init; }

    /// <summary>Gets whether an earlier run made it, so that it was not bought now.</summary>
    public bool IsFromLedger { get; init; }

    /// <summary>Gets what the service counted, or <see langword="null"/> when it did not say.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets what it cost in USD, by the service's count or else by the upper bound of the estimate; <see langword="null"/> when it
    /// was not bought or its price is not known. What else was bought for the frame is in <see cref="Check"/>.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Gets what the checks say, with all pictures that were bought for the frame.</summary>
    /// <value><see langword="null"/> without <see cref="StoryboardOptions.Checks"/>.</value>
    public CheckedImageResult? Check { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Says which frame it is and how it ended.</summary>
    /// <returns>For example <c>Frame 3: finished</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Frame {Number}: {Error?.Message ?? "finished"}");

    private GeneratedImage TakeImage() => Error is { } error
        ? throw error
        : _image?.Value ?? throw new InvalidOperationException("The frame was made without a picture and without an error.");
}
