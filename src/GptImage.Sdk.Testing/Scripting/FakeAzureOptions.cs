namespace GptImage.Sdk.Testing;

/// <summary>A resource of Azure that a <see cref="FakeGptImageService"/> serves beside the service itself.</summary>
public sealed class FakeAzureOptions
{
    /// <summary>Gets the deployments of the resource: from their names to the ids of models.</summary>
    /// <value>Empty by default: every name is refused. For example <c>{ ["my-dep"] = "gpt-image-2" }</c>.</value>
    public IDictionary<string, string> Deployments { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    internal FakeAzureOptions Copy()
    {
        FakeAzureOptions copy = new();
        foreach ((string name, string model) in Deployments)
        {
            copy.Deployments[name] = model;
        }

        return copy;
    }
}
