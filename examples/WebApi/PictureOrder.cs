namespace WebApi;

/// <summary>What the browser asks for.</summary>
public sealed record PictureOrder(string Prompt);
