using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI.Tests;

/// <summary>An option, and what the service must get for it.</summary>
/// <param name="Property">The property of <see cref="ImageGenerationOptions"/> it is about.</param>
/// <param name="Set">Sets the option.</param>
/// <param name="Field">The wire name.</param>
/// <param name="Value">The value on the wire; <see langword="null"/> when the field must not be sent.</param>
internal sealed record OptionCase(string Property, Action<ImageGenerationOptions> Set, string Field, string? Value)
{
    /// <summary>Gets whether the option belongs to an edit.</summary>
    public bool IsEdit { get; init; }
}
