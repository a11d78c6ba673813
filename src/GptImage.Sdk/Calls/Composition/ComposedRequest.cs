namespace GptImage.Sdk;

/// <summary>A request in the order and words in which it goes out, still in our terms.</summary>
internal sealed record ComposedRequest
{
    public required ImageRequest Request { get; init; }

    public required Delivery Delivery { get; init; }

    /// <summary>Gets the model whose rules and prices hold.</summary>
    public required ImageModel Model { get; init; }

    /// <summary>Gets what the wire calls the model: the name of its deployment, or its own.</summary>
    public string WireModel { get => field ?? Model.Value; init; }

    /// <summary>Gets whether the model has a deployment that is known.</summary>
    public bool IsDeployed { get; init; }

    /// <summary>Gets the deployments among which the request does not choose. Empty when the choice is clear.</summary>
    public IReadOnlyList<string> Deployments { get; init; } = [];

    /// <summary>Gets the resource of Azure that it goes to; <see langword="null"/> for OpenAI and gateways.</summary>
    public AzureOptions? Azure { get; init; }

    /// <summary>Gets the facts of the model; <see langword="null"/> for a model that the library does not know.</summary>
    public required ModelFacts? Facts { get; init; }

    public required string Prompt { get; init; }

    /// <summary>Gets the input images in wire order. Empty for text-to-image.</summary>
    public IReadOnlyList<ComposedInput> Inputs { get; init; } = [];

    /// <summary>Gets what the prompt says of each input image. Empty where it says nothing.</summary>
    public IReadOnlyList<string> ImageLabels { get; init; } = [];

    /// <summary>Gets the references that do not fit and are not sent, in words.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public ComposedInput? Mask { get; init; }

    public ComposedInput? Markup { get; init; }

    public InputFidelity? InputFidelity { get; init; }

    public bool IsEdit => Request is not TextToImageRequest;

    /// <summary>Gets whether a picture is only referred to, which takes the JSON form of an edit.</summary>
    public bool HasReferences => Inputs.Any(input => input.IsReference) || Mask is { IsReference: true } || Markup is { IsReference: true };
}
