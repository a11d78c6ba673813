namespace GptImage.Sdk;

/// <summary>Which checks look at a picture, and what happens when one fails.</summary>
public sealed class CheckOptions
{
    /// <summary>Gets or sets the checks, one or more. All of them look at every picture.</summary>
    public IReadOnlyList<PictureCheck> Checks { get; set; } = [];

    /// <summary>Gets or sets the number of pictures that may be bought.</summary>
    /// <value><see cref="CheckPolicy.AcceptAll"/> by default: one.</value>
    public CheckPolicy Policy { get; set; } = CheckPolicy.AcceptAll;

    /// <summary>Copies the options, so that they cannot be changed while they are used.</summary>
    /// <exception cref="ArgumentException">There is no check, or one is null, or there is no policy.</exception>
    internal CheckOptions Checked()
    {
        if (Checks is null or { Count: 0 })
        {
            throw new ArgumentException("CheckOptions.Checks is empty. Add at least one check, or make the picture without checks.");
        }

        return Policy is null
            ? throw new ArgumentException("CheckOptions.Policy is null; leave it at CheckPolicy.AcceptAll.")
            : new CheckOptions { Checks = ListCopy.Create(Checks, nameof(Checks)), Policy = Policy };
    }
}
