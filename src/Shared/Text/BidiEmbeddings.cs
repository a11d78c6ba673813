namespace GptImage.Sdk;

/// <summary>Follows the explicit embeddings, overrides and isolates of a paragraph (rules X1 to X9).</summary>
internal sealed class BidiEmbeddings
{
    private const int MaxDepth = 125;

    private readonly BidiClass[] _classes;
    private readonly int[] _partners;
    private readonly byte _ground;
    private readonly Stack<Status> _open = new();
    private int _overflowIsolates;
    private int _overflowEmbeddings;
    private int _validIsolates;

    private BidiEmbeddings(BidiClass[] classes, int[] partners, byte ground)
    {
        _classes = classes;
        _partners = partners;
        _ground = ground;
        Classes = [.. classes];
        Levels = new byte[classes.Length];
    }

    /// <summary>Gets the classes after overrides.</summary>
    public BidiClass[] Classes { get; }

    /// <summary>Gets the levels of the embeddings.</summary>
    public byte[] Levels { get; }

    public static BidiEmbeddings Resolve(BidiClass[] classes, int[] partners, byte ground)
    {
        BidiEmbeddings embeddings = new(classes, partners, ground);
        embeddings.Begin();
        for (int i = 0; i < classes.Length; i++)
        {
            embeddings.Pass(i);
        }

        return embeddings;
    }

    /// <summary>Tells whether the rules pass over a character (rule X9).</summary>
    public bool IsRemoved(int index) => _classes[index] is BidiClass.BoundaryNeutral
        or (>= BidiClass.LeftToRightEmbedding and <= BidiClass.PopDirectionalFormat);

    public bool BeginsIsolate(int index) => BidiIsolates.Begins(_classes[index]);

    public bool EndsMatchedIsolate(int index) => _classes[index] == BidiClass.PopDirectionalIsolate && _partners[index] >= 0;

    private void Begin()
    {
        _open.Clear();
        _open.Push(new Status(_ground, null, IsIsolate: false));
        (_overflowIsolates, _overflowEmbeddings, _validIsolates) = (0, 0, 0);
    }

    private void Pass(int index)
    {
        switch (_classes[index])
        {
            case BidiClass.RightToLeftEmbedding:
                Embed(isOdd: true, null);
                break;
            case BidiClass.LeftToRightEmbedding:
                Embed(isOdd: false, null);
                break;
            case BidiClass.RightToLeftOverride:
                Embed(isOdd: true, BidiClass.RightToLeft);
                break;
            case BidiClass.LeftToRightOverride:
                Embed(isOdd: false, BidiClass.LeftToRight);
                break;
            case BidiClass.RightToLeftIsolate:
                Isolate(index, isOdd: true);
                break;
            case BidiClass.LeftToRightIsolate:
                Isolate(index, isOdd: false);
                break;
            case BidiClass.FirstStrongIsolate:
                int end = _partners[index] < 0 ? _classes.Length : _partners[index];
                Isolate(index, isOdd: BidiIsolates.FirstStrongLevel(_classes, _partners, index + 1, end) == 1);
                break;
            case BidiClass.PopDirectionalIsolate:
                EndIsolate();
                Take(index);
                break;
            case BidiClass.PopDirectionalFormat:
                EndEmbedding();
                break;
            case BidiClass.ParagraphSeparator:
                Levels[index] = _ground;
                Begin();
                break;
            case BidiClass.BoundaryNeutral:
                break;
            default:
                Take(index);
                break;
        }
    }

    private void Take(int index)
    {
        Status status = _open.Peek();
        Levels[index] = status.Level;
        Classes[index] = status.Override ?? Classes[index];
    }

    private void Embed(bool isOdd, BidiClass? over)
    {
        byte level = Next(isOdd);
        if (level <= MaxDepth && _overflowIsolates == 0 && _overflowEmbeddings == 0)
        {
            _open.Push(new Status(level, over, IsIsolate: false));
        }
        else if (_overflowIsolates == 0)
        {
            _overflowEmbeddings++;
        }
    }

    private void Isolate(int index, bool isOdd)
    {
        Take(index);
        byte level = Next(isOdd);
        if (level <= MaxDepth && _overflowIsolates == 0 && _overflowEmbeddings == 0)
        {
            _validIsolates++;
            _open.Push(new Status(level, null, IsIsolate: true));
        }
        else
        {
            _overflowIsolates++;
        }
    }

    private void EndIsolate()
    {
        if (_overflowIsolates > 0)
        {
            _overflowIsolates--;
        }
        else if (_validIsolates > 0)
        {
            _overflowEmbeddings = 0;
            while (!_open.Peek().IsIsolate)
            {
                _open.Pop();
            }

            _open.Pop();
            _validIsolates--;
        }
    }

    private void EndEmbedding()
    {
        if (_overflowIsolates > 0)
        {
            return;
        }

        if (_overflowEmbeddings > 0)
        {
            _overflowEmbeddings--;
        }
        else if (_open.Count > 1 && !_open.Peek().IsIsolate)
        {
            _open.Pop();
        }
    }

    private byte Next(bool isOdd)
    {
        int level = _open.Peek().Level;
        return (byte)(isOdd ? (level + 1) | 1 : (level + 2) & ~1);
    }

    private readonly record struct Status(byte Level, BidiClass? Override, bool IsIsolate);
}
