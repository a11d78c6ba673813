namespace GptImage.Sdk;

/// <summary>What a check says about a picture.</summary>
public enum CheckOutcome
{
    /// <summary>The picture shows what was asked for.</summary>
    Passed,

    /// <summary>It does not. Only this outcome lets a policy buy another picture.</summary>
    Failed,

    /// <summary>The check cannot tell the two apart, for example <c>I</c> from <c>l</c>. The picture is accepted.</summary>
    Unsure,

    /// <summary>The check could not look: a model is missing, or it threw an exception. The picture is neither accepted nor made
    /// again.</summary>
    Unavailable,
}
