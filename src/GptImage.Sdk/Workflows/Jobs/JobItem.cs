namespace GptImage.Sdk;

/// <summary>One request of a job on its way.</summary>
internal sealed class JobItem(int index, ImageRequest request, string fingerprint, JobHistory? history)
{
    public ImageRequest Request => request;

    public string Fingerprint => fingerprint;

    public JobHistory? History => history;

    public int Index => index;

    /// <summary>Gets or sets its end; <see langword="null"/> while it has none.</summary>
    public ImageJobEntry? Entry { get; set; }

    public ImageJobEntry NewEntry() => new() { Index = index, Request = request, Fingerprint = fingerprint };
}
