using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>What one free question to the service showed.</summary>
internal sealed record ServiceFacts
{
    /// <summary>Gets what the service says of the model.</summary>
    public ModelAccess Access { get; init; }

    /// <summary>Gets the answer, or <see langword="null"/> when none came.</summary>
    public RecordedAnswer? Answer { get; init; }

    /// <summary>Gets why no answer came, or <see langword="null"/>.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Gets the certificate, or <see langword="null"/> when none was seen.</summary>
    public SeenCertificate? Certificate { get; init; }

    /// <summary>Gets what is wrong with the address before anything is sent, or <see langword="null"/>.</summary>
    public string? Refusal { get; init; }
}
