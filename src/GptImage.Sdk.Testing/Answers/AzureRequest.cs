namespace GptImage.Sdk.Testing;

/// <summary>A request that came by way of a resource of Azure.</summary>
/// <param name="Served">The request as the service gets it.</param>
/// <param name="Refusal">What the resource refuses in a form of its own.</param>
/// <param name="Fault">What the resource refuses in the form of the service.</param>
internal sealed record AzureRequest(FakeRequest Served, FakeAnswer? Refusal, ServiceError? Fault);
