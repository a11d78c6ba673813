using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GptImage.Sdk;

/// <summary>A picture made turn by turn: each turn changes the picture of the turn before it, and any turn can be gone on from.</summary>
/// <remarks>
/// <para>A turn is one image edit: the picture before, the references of the characters, the instruction, and what must stay. What was
/// said in earlier turns is not sent again; it is in the picture. So a turn has a price that is known before
/// (<see cref="Explain(TurnRequest)"/>) and makes exactly one picture.</para>
/// <para>The conversation is a tree. This object is one branch of it, with a <see cref="Current"/> turn; <see cref="From"/> makes
/// another.</para>
/// </remarks>
/// <threadsafety>Branches can be used at once from different threads. One branch takes one turn at a time.</threadsafety>
public sealed class ImageConversation
{
    private readonly ConversationTree _tree;
    private int _isBusy;

    internal ImageConversation(ConversationTree tree, ConversationTurn? current)
    {
        _tree = tree;
        Current = current;
    }

    /// <summary>Gets the turn whose picture the next one changes.</summary>
    /// <value><see langword="null"/> before the first turn.</value>
    public ConversationTurn? Current { get; private set; }

    /// <summary>Gets the turns of all branches, in the order in which they ended.</summary>
    public IReadOnlyList<ConversationTurn> Turns => _tree.Turns;

    /// <summary>Gets what all turns have in common.</summary>
    public ConversationOptions Options => _tree.Options;

    /// <summary>Gets what all branches cost together so far, in USD; requests without a known price are not counted.</summary>
    public decimal Spent => _tree.Costs.Values.Sum(cost => cost.Spent);

    /// <summary>Gets what turns without a picture may have cost beyond that, in USD at most: those whose outcome is not known.</summary>
    public decimal PossiblySpent => _tree.Costs.Values.Sum(cost => cost.PossiblySpent);

    /// <summary>Says what a turn would send, what is wrong with it, and what it will cost, without the network.</summary>
    /// <param name="prompt">What to draw or to change.</param>
    /// <returns>The plan.</returns>
    public RequestPlan Explain(string prompt) => Explain(new TurnRequest(prompt));

    /// <summary>Says what a turn would send, what is wrong with it, and what it will cost, without the network.</summary>
    /// <param name="turn">The turn.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="GptImageResponseException">The picture of <see cref="Current"/> cannot be sent: the service gave an address for
    /// it.</exception>
    public RequestPlan Explain(TurnRequest turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return _tree.Explain(turn, Current, new FindingList()).Plan;
    }

    /// <summary>Says what <see cref="RebaseAsync"/> would send and what it will cost, without the network.</summary>
    /// <returns>The plan.</returns>
    /// <exception cref="InvalidOperationException">Nothing was said yet.</exception>
    public RequestPlan ExplainRebase()
    {
        FindingList findings = new();
        return _tree.Explain(TurnComposer.Merge(RequireCurrent(), findings), null, findings).Plan;
    }

    /// <summary>Makes a picture by words: the first one, or a change of the current one.</summary>
    /// <param name="prompt">What to draw or to change.</param>
    /// <param name="cancellationToken">Cancels the turn. If the service already has the request, it finishes and charges for it.</param>
    /// <returns>The turn, which is <see cref="Current"/> now.</returns>
    /// <exception cref="InvalidOperationException">Another turn of this branch is under way.</exception>
    /// <exception cref="GptImageValidationException">The turn has errors; nothing was sent.</exception>
    /// <exception cref="GptImageException">The turn failed; <see cref="Current"/> is as before. One whose outcome is unknown is not sent
    /// again unless <see cref="ConversationOptions.RepeatPossiblyCharged"/>.</exception>
    public Task<ConversationTurn> SayAsync(string prompt, CancellationToken cancellationToken = default) =>
        SayAsync(new TurnRequest(prompt), cancellationToken);

    /// <summary>Makes a picture: the first one, or a change of the current one.</summary>
    /// <param name="turn">What to draw or to change, with mask, markup, references and texts.</param>
    /// <param name="cancellationToken">Cancels the turn. If the service already has the request, it finishes and charges for it.</param>
    /// <returns>The turn, which is <see cref="Current"/> now.</returns>
    /// <exception cref="InvalidOperationException">Another turn of this branch is under way.</exception>
    /// <exception cref="GptImageValidationException">The turn has errors; nothing was sent.</exception>
    /// <exception cref="GptImageException">The turn failed; <see cref="Current"/> is as before. One whose outcome is unknown is not sent
    /// again unless <see cref="ConversationOptions.RepeatPossiblyCharged"/>.</exception>
    /// <exception cref="IOException">Another run works in the folder, or its ledger cannot be read. Nothing was sent.</exception>
    /// <exception cref="GptImageJobException">The ledger cannot be written any more.</exception>
    public async Task<ConversationTurn> SayAsync(TurnRequest turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        using Busy busy = Enter();
        return Current = await _tree.BuyAsync(turn, Current, new FindingList(), null, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a picture by words, with previews while it grows.</summary>
    /// <param name="prompt">What to draw or to change.</param>
    /// <param name="partialImages">How many previews to ask for, 0 to 3. Fewer may come; each costs 100 output tokens.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    /// <inheritdoc cref="StreamSayAsync(TurnRequest, int, CancellationToken)" path="/returns"/>
    /// <inheritdoc cref="StreamSayAsync(TurnRequest, int, CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<ImageUpdate> StreamSayAsync(
        string prompt, int partialImages = 0, CancellationToken cancellationToken = default) =>
        StreamSayAsync(new TurnRequest(prompt), partialImages, cancellationToken);

    /// <summary>Makes a picture, with previews while it grows.</summary>
    /// <param name="turn">What to draw or to change.</param>
    /// <param name="partialImages">How many previews to ask for, 0 to 3. Fewer may come; each costs 100 output tokens.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    /// <returns>The previews, then a <see cref="CompletedImageUpdate"/>; the turn is <see cref="Current"/> then. The sequence is one
    /// purchase: a second enumeration throws <see cref="InvalidOperationException"/>. Leaving the loop early cancels a picture in memory;
    /// one that goes to a folder is finished and becomes <see cref="Current"/>.</returns>
    /// <exception cref="InvalidOperationException">Another turn of this branch is under way.</exception>
    /// <exception cref="GptImageException">The turn failed, as with <see cref="SayAsync(TurnRequest, CancellationToken)"/>.</exception>
    /// <exception cref="GptImageCanceledException">The turn was canceled; the exception says what it may have cost.</exception>
    public IAsyncEnumerable<ImageUpdate> StreamSayAsync(
        TurnRequest turn, int partialImages = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return new OneShotSequence<ImageUpdate>(StreamAsync(turn, partialImages, cancellationToken));
    }

    /// <summary>Draws all instructions of the branch at once, from the references instead of from picture after picture. That ends the
    /// drift of a long branch.</summary>
    /// <param name="cancellationToken">Cancels the turn.</param>
    /// <returns>The turn, which has no parent and is <see cref="Current"/> now. The turns before stay in the tree.</returns>
    /// <remarks>The mask of the first turn is sent again. That of a later turn belongs to a picture that is not drawn from, and is left out
    /// with a warning (<c>conversation-mask</c>), which <see cref="ExplainRebase"/> shows before.</remarks>
    /// <exception cref="InvalidOperationException">Nothing was said yet, or another turn of this branch is under way.</exception>
    /// <exception cref="GptImageException">The turn failed; <see cref="Current"/> is as before.</exception>
    public async Task<ConversationTurn> RebaseAsync(CancellationToken cancellationToken = default)
    {
        using Busy busy = Enter();
        FindingList findings = new();
        TurnRequest merged = TurnComposer.Merge(RequireCurrent(), findings);
        return Current = await _tree.BuyAsync(merged, null, findings, null, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes another branch, which goes on from a turn. This one stays where it is.</summary>
    /// <param name="turn">A turn of this conversation.</param>
    /// <returns>The branch.</returns>
    /// <exception cref="ArgumentException">The turn is of another conversation.</exception>
    public ImageConversation From(ConversationTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return _tree.Has(turn)
            ? new ImageConversation(_tree, turn)
            : throw new ArgumentException($"{turn} is not a turn of this conversation. Take one of its Turns.", nameof(turn));
    }

    /// <summary>Goes back to the turn before. Nothing is deleted, and nothing is bought.</summary>
    /// <returns>The turn that is current now.</returns>
    /// <exception cref="InvalidOperationException">There is no turn before, or a turn of this branch is under way.</exception>
    public ConversationTurn Undo()
    {
        using Busy busy = Enter();
        return Current = RequireCurrent().Parent
            ?? throw new InvalidOperationException($"{Current} is where its branch began: there is no turn before it.");
    }

    /// <summary>Saves all turns to a file, with their pictures in a folder beside it: <c>harbour.talk.json</c> and
    /// <c>harbour.talk</c>. An earlier save gives way.</summary>
    /// <param name="path">The file. Its folder is made when it is missing.</param>
    /// <param name="cancellationToken">Cancels the saving; an earlier save stays.</param>
    /// <returns>The full path of the file.</returns>
    /// <remarks>File and folder can be moved together; references from files are copied, too. An address goes into the file with its query;
    /// a file id is good until the service deletes the file. Checks and clock are not saved. Pictures of earlier saves stay in the
    /// folder.</remarks>
    /// <exception cref="ArgumentException"><paramref name="path"/> names no file.</exception>
    /// <exception cref="IOException">A picture cannot be read or was changed, or the file cannot be written.</exception>
    public Task<string> SaveAsync(string path, CancellationToken cancellationToken = default) =>
        ConversationSaver.SaveAsync(_tree, Current, path, cancellationToken);

    /// <summary>Loads a conversation that <see cref="SaveAsync"/> wrote, wherever it is now.</summary>
    /// <param name="client">The client that goes on with it.</param>
    /// <param name="path">The file.</param>
    /// <param name="outputDirectory">The folder in which further turns are bought; <see langword="null"/> for that of the file, which must
    /// lie below the file's own folder or have a ledger already.</param>
    /// <param name="checks">The checks of further turns; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the loading.</param>
    /// <returns>The branch that was saved, with the tree of all turns. Nothing is bought.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> names no file, or <paramref name="outputDirectory"/> no folder, or the
    /// checks are wrong.</exception>
    /// <exception cref="FileNotFoundException">The file or a picture is missing; the message says which.</exception>
    /// <exception cref="IOException">The file is not a saved conversation or of a later version, or a picture was changed since; the
    /// message says which.</exception>
    public static Task<ImageConversation> LoadAsync(
        IGptImageClient client, string path, string? outputDirectory = null, CheckOptions? checks = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return ConversationLoader.LoadAsync(client, path, outputDirectory, checks?.Checked(), cancellationToken);
    }

    private ConversationTurn RequireCurrent() =>
        Current ?? throw new InvalidOperationException("Nothing was said yet. Say something first.");

    private async IAsyncEnumerable<ImageUpdate> StreamAsync(
        TurnRequest turn, int partialImages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using Busy busy = Enter();
        Channel<ImageUpdate> updates = Channel.CreateUnbounded<ImageUpdate>(new UnboundedChannelOptions { SingleReader = true });
        using CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ConversationTurn> buying = BuyAsync();
        bool isOver = false;
        try
        {
            await foreach (ImageUpdate update in updates.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return update;
            }

            ConversationTurn made = await buying.ConfigureAwait(false);
            isOver = true;
            yield return new CompletedImageUpdate { Image = made.Image, Usage = made.Usage, Result = ToResult(made) };
        }
        finally
        {
            if (!isOver && !_tree.KeepsPictures)
            {
                await left.CancelAsync().ConfigureAwait(false);
            }

            await ((Task)buying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<ConversationTurn> BuyAsync()
        {
            try
            {
                return Current = await _tree.BuyAsync(
                    turn, Current, new FindingList(), partialImages, partial => updates.Writer.TryWrite(partial), left.Token)
                    .ConfigureAwait(false);
            }
            finally
            {
                updates.Writer.Complete();
            }
        }
    }

    private static ImageResult ToResult(ConversationTurn turn) => new()
    {
        Images = [turn.Image],
        Usage = turn.Usage,
        RequestId = turn.RequestId,
        Charge = turn.Charge,
        Warnings = turn.Warnings,
    };

    /// <summary>Begins a turn of this branch.</summary>
    /// <exception cref="InvalidOperationException">One is under way.</exception>
    private Busy Enter() => Interlocked.Exchange(ref _isBusy, 1) == 0
        ? new Busy(this)
        : throw new InvalidOperationException(
            "Another turn of this branch is under way. Await it first, or make a branch of its own with From.");

    private sealed class Busy(ImageConversation branch) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref branch._isBusy, 0);
    }
}
