namespace GptImage.Sdk;

/// <summary>Takes one format's header apart, segment by segment. Says after each how many bytes come next, and how many to pass over
/// before.</summary>
internal abstract class HeaderSegments
{
    /// <summary>The longest segment that is held; a longer one is skipped.</summary>
    protected const int MaxHeldBytes = 70_000;

    /// <summary>Gets what is known so far; <see langword="null"/> until the size was met, or when the bytes are not what they began
    /// as.</summary>
    public ImageHeader? Header { get; protected set; }

    /// <summary>Gets how many bytes the next segment has.</summary>
    public int Needed { get; private set; }

    /// <summary>Gets how many bytes to pass over before the next segment.</summary>
    public long Skip { get; private set; }

    /// <summary>Gets how many of the last bytes of the segment just read begin the next one.</summary>
    public int Kept { get; private set; }

    /// <summary>Gets the EXIF orientation, 1 to 8; 0 until a block of EXIF data named one.</summary>
    public int Orientation { get; private set; }

    /// <summary>Reads the segment that was asked for.</summary>
    /// <returns>Whether more is to be learned.</returns>
    public abstract bool Read(ReadOnlySpan<byte> segment);

    protected bool Next(int needed, long skip = 0, int kept = 0)
    {
        Needed = needed;
        Skip = skip;
        Kept = kept;
        return true;
    }

    /// <summary>Takes the orientation from a block of EXIF data. The first that names one counts.</summary>
    protected void ReadExif(ReadOnlySpan<byte> block) => Orientation = Orientation == 0 ? ExifOrientation.Read(block) : Orientation;

    protected bool Fail()
    {
        Header = null;
        return false;
    }
}
