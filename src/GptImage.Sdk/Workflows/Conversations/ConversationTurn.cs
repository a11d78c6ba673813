using System.Globalization;

namespace GptImage.Sdk;

/// <summary>A turn of a conversation: an instruction and the picture that it made.</summary>
public sealed record ConversationTurn
{
    private readonly Lazy<GeneratedImage>? _image;

    /// <summary>Gets its number in the conversation, from 1 on, in the order in which turns ended.</summary>
    public required int Number { get; init; }

    /// <summary>Gets what was asked for.</summary>
    public required TurnRequest Request { get; init; }

    /// <summary>Gets the turn whose picture it changed.</summary>
    /// <value><see langword="null"/> for one that was drawn anew.</value>
    public ConversationTurn? Parent { get; init; }

    /// <summary>Gets the instruction.</summary>
    public string Prompt => Request.Prompt;

    /// <summary>Gets the picture. One on disk is read when it is asked for.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public GeneratedImage Image
    {
        get => _image?.Value ?? throw new InvalidOperationException("The turn was made without a picture.");
        init => _image = new Lazy<GeneratedImage>(value);
    }

    /// <summary>Gets the file of the picture, or <see langword="null"/> when it is in memory.</summary>
    public SavedImage? File
    {
        get;
        init
        {
            field = value;
            _image = value is null ? _image : LazyPicture.FromFile(value);
        }
    }

    /// <summary>Gets what it cost: <see cref="ChargeState.Charged"/>.</summary>
    public ChargeState Charge { get; init; } = ChargeState.Charged;

    /// <summary>Gets what it cost in USD, by the service's count or else by the upper bound of the estimate, with all pictures that its
    /// checks rejected; <see langword="null"/> when its price is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Gets what the service counted, or <see langword="null"/> when it did not say.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets whether an earlier run bought it, so that it was not bought now.</summary>
    public bool IsFromLedger { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the warnings of the check before it was sent, such as <c>conversation-drift</c>.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];

    /// <summary>Gets what the checks say, with all pictures that were bought for the turn.</summary>
    /// <value><see langword="null"/> without <see cref="ConversationOptions.Checks"/>.</value>
    public CheckedImageResult? Check { get; init; }

    /// <summary>Gets how many changes were made in a row since a picture was drawn anew; 0 for such a picture.</summary>
    public int Depth
    {
        get
        {
            int depth = 0;
            for (ConversationTurn? turn = Parent; turn is not null; turn = turn.Parent)
            {
                depth++;
            }

            return depth;
        }
    }

    /// <summary>Gets what the ledger calls the purchase; <see langword="null"/> for a turn that a test made.</summary>
    internal string? Id { get; init; }

    /// <summary>Tells whether two turns are the same one.</summary>
    /// <param name="other">The other.</param>
    /// <returns><see langword="true"/> for the same object: two equal instructions are two turns.</returns>
    public bool Equals(ConversationTurn? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>Says which turn it is and what it goes on from, without the prompt.</summary>
    /// <returns>For example <c>Turn 3 after turn 1</c>.</returns>
    public override string ToString() => Parent is null
        ? string.Create(CultureInfo.InvariantCulture, $"Turn {Number}")
        : string.Create(CultureInfo.InvariantCulture, $"Turn {Number} after turn {Parent.Number}");

    /// <summary>Makes an input of its picture.</summary>
    /// <exception cref="GptImageResponseException">The service sent an address that it does not take itself.</exception>
    internal ImageInput ToInput() => File is { } file ? ImageInput.FromFile(file.Path) : PictureInput.CreateFrom(Image);
}
