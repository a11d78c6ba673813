namespace GptImage.Sdk;

/// <summary>What a model costs: US dollars for a million tokens, standard processing.</summary>
/// <remarks>Source: model pages and pricing page, read on <see cref="ReadOn"/>.</remarks>
internal sealed record ModelPrices
{
    /// <summary>Gets the price of text input, USD for a million tokens.</summary>
    public required decimal TextInput { get; init; }

    /// <summary>Gets the price of image input, USD for a million tokens.</summary>
    public required decimal ImageInput { get; init; }

    /// <summary>Gets the price of image output, USD for a million tokens.</summary>
    public required decimal ImageOutput { get; init; }

    /// <summary>Gets the day on which these prices were read.</summary>
    public DateOnly ReadOn { get; init; } = new(2026, 11, 23);
}
