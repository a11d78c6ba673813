namespace GptImage.Sdk;

/// <summary>Where the pictures of one attempt go while they arrive.</summary>
internal interface IPictureDestination<TPicture>
{
    /// <summary>Gets the pictures that were complete, in order of arrival, wherever they are.</summary>
    IReadOnlyList<object> Completed { get; }

    /// <summary>Opens a place for the next picture.</summary>
    /// <param name="expectedBytes">How large it will be, approximately; 0 when unknown.</param>
    IPictureSink Open(long expectedBytes);

    /// <summary>Keeps a finished picture as number <paramref name="number"/> of the call.</summary>
    TPicture Keep(IPictureSink sink, int number);

    /// <summary>Keeps a finished preview, unless there is no room for it.</summary>
    TPicture? KeepPartial(IPictureSink sink, int index);

    /// <summary>Keeps the address of a picture of which nothing else came, for the case that it cannot be fetched.</summary>
    /// <returns>The picture as an address; <see langword="null"/> where only bytes are pictures.</returns>
    TPicture? KeepAddress(Uri address);

    /// <summary>Drops an address whose picture was fetched.</summary>
    void ForgetAddress(Uri address);

    /// <summary>Says, once all pictures are read, that one of them is not where it belongs.</summary>
    /// <exception cref="PictureNotWrittenException">One is not.</exception>
    void ThrowIfNotWritten();
}
