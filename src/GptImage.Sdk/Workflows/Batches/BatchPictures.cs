using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>Puts the pictures of result lines into the folder of a batch, each once.</summary>
/// <param name="folder">The full path of the folder.</param>
internal sealed class BatchPictures(string folder)
{
    /// <summary>Gives the pictures of a line that succeeded their names. Each is on the disk before it has its name, so that what a power
    /// cut leaves under a name is a whole picture; <see cref="FlushNames"/> sees to the names.</summary>
    /// <returns>How the request ended.</returns>
    /// <exception cref="PictureNotWrittenException">The disk takes no more.</exception>
    public async Task<ImageJobEntry> KeepAsync(
        JobItem item, PurchaseEntry known, PlannedCall call, BatchLine line, CancellationToken cancellationToken)
    {
        RequestPlan plan = BatchPlanner.Plan(call);
        FileDestination destination = new(
            Path.Combine(folder, known.Name), known.Count, overwrite: false, isDurable: true, isNamedLater: true);
        try
        {
            DecodedAnswer<SavedImage> answer =
                await DecodeAsync(destination, known, line, cancellationToken).ConfigureAwait(false);
            SavedImageResult result = ResultBuilder.Build(call, new CallOutcome<DecodedAnswer<SavedImage>>(answer, []));
            return JobEntries.Finish(item, result, plan) with { Cost = CostOf(result.Usage, plan) };
        }
        catch (GptImageException exception)
        {
            return JobEntries.Fail(item, exception, plan);
        }
    }

    /// <summary>Brings the names of all pictures that were kept to the disk, before the ledger has them.</summary>
    public void FlushNames() => FileClaim.FlushFolder(folder);

    private async Task<DecodedAnswer<SavedImage>> DecodeAsync(
        FileDestination destination, PurchaseEntry known, BatchLine line, CancellationToken cancellationToken)
    {
        AnswerPictures<SavedImage> pictures = new(line.Answer, destination);
        foreach (PictureEntry entry in line.Entries)
        {
            if (entry.Picture is { } sink)
            {
                pictures.Keep(entry, sink);
            }
        }

        IReadOnlyList<SavedImage> files;
        try
        {
            files = await pictures.FinishAsync(line.Entries, known.Count, cancellationToken).ConfigureAwait(false);
        }
        catch (AttemptFailedException exception)
        {
            throw FailedCall.ToException(
                exception.Failure.WithRecovered(destination.Completed), new CallHistory(new RetryOptions()), repeatCost: null);
        }
        catch (FormatException exception)
        {
            throw new GptImageResponseException($"The line cannot be used: {exception.Message.TrimEnd('.')}. It was charged.", exception)
            {
                Charge = ChargeState.Charged,
                RequestId = line.RequestId,
                RecoveredFiles = [.. destination.Completed.OfType<SavedImage>()],
            };
        }

        destination.ThrowIfNotWritten();
        return files.Count == 0
            ? throw line.ToError()
            : new DecodedAnswer<SavedImage>
            {
                Pictures = [.. files.Select((file, index) => Unify(file, known, index + 1))],
                Facts = line.ReadFacts(),
                Warnings = pictures.Warnings,
            };
    }

    /// <summary>A run may have been killed between the file and its line in the ledger: then the picture is there already.</summary>
    private SavedImage Unify(SavedImage file, PurchaseEntry known, int number)
    {
        string wanted = FileNames.WithExtension(
            FileNames.Numbered(Path.Combine(folder, known.Name), number, known.Count), file.Format);
        if (file.Path == wanted || !HasContent(wanted, file))
        {
            return file;
        }

        File.Delete(file.Path);
        return file with { Path = wanted };
    }

    private static bool HasContent(string path, SavedImage file)
    {
        using FileStream there = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16);
        return there.Length == file.Length
            && Convert.ToHexString(SHA256.HashData(there))
                .Equals(file.Sha256, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A batch costs half of what the service counts.</summary>
    private static decimal? CostOf(ImageUsage? usage, RequestPlan plan) =>
        usage is { OutputTokens: > 0 } && plan.Facts?.Prices is { } prices ? usage.Cost(prices) / 2 : plan.Cost?.Maximum;
}
