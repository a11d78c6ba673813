namespace GptImage.Sdk;

/// <summary>What a call brought, and the attempts it took.</summary>
internal sealed record CallOutcome<TAnswer>(TAnswer Answer, IReadOnlyList<AttemptRecord> Attempts);
