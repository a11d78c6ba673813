namespace GptImage.Sdk;

/// <summary>What an answer is, whatever its label says.</summary>
internal enum AnswerForm
{
    /// <summary>The bytes so far tell nothing.</summary>
    Unknown,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>Server-sent events.</summary>
    Events,

    /// <summary>A page, as proxies and wrong addresses give.</summary>
    Html,
}
