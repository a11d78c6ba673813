namespace GptImage.Sdk;

/// <summary>The model of a request: which one makes the pictures, and how it is named on the wire.</summary>
internal sealed record ModelChoice
{
    /// <summary>Gets the model whose rules and prices hold.</summary>
    public required ImageModel Model { get; init; }

    /// <summary>Gets what the wire calls it: the name of its deployment, or its own.</summary>
    public required string WireName { get; init; }

    /// <summary>Gets whether that name, or one of several, was given by the options.</summary>
    public bool IsDeployed { get; init; }

    /// <summary>Gets the names of its deployments when there are several, so that the request must name one. Empty otherwise.</summary>
    public IReadOnlyList<string> Deployments { get; init; } = [];

    /// <summary>Finds the model that a request names by its deployment or by itself.</summary>
    public static ModelChoice FromName(ImageModel named, IDictionary<string, ImageModel> deployments)
    {
        if (deployments.Count == 0)
        {
            return new ModelChoice { Model = named, WireName = named.Value };
        }

        if (deployments.TryGetValue(named.Value, out ImageModel deployed))
        {
            return new ModelChoice { Model = deployed, WireName = named.Value, IsDeployed = true };
        }

        List<string> names = [];
        foreach ((string name, ImageModel model) in deployments)
        {
            if (model == named)
            {
                names.Add(name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return new ModelChoice
        {
            Model = named,
            WireName = names.Count == 1 ? names[0] : named.Value,
            IsDeployed = names.Count > 0,
            Deployments = names.Count > 1 ? names : [],
        };
    }
}
