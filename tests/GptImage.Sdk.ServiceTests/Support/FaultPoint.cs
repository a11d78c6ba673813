namespace GptImage.Sdk.ServiceTests;

/// <summary>A moment of an exchange.</summary>
/// <param name="Exchange">The number of the connection, from 1 on.</param>
/// <param name="Region">Where in the exchange.</param>
internal readonly record struct FaultPoint(int Exchange, FaultRegion Region);
