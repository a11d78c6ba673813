namespace GptImage.Sdk;

/// <summary>Takes the lines of a batch's result files as they arrive.</summary>
internal interface IBatchLineTaker
{
    /// <summary>Opens a place for a picture of the current line.</summary>
    /// <param name="customId">Whose picture it is, where the line says that before its pictures; else <see langword="null"/>.</param>
    IPictureSink Open(string? customId);

    /// <summary>Takes a line that ended.</summary>
    /// <returns>Whether the line is kept, and disposed by the one who keeps it.</returns>
    ValueTask<bool> TakeAsync(BatchLine line, CancellationToken cancellationToken);
}
