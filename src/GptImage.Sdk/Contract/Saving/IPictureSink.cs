using System.Buffers;

namespace GptImage.Sdk;

/// <summary>Takes the bytes of one picture, written straight into blocks of its own. Disposed before it is kept, it leaves nothing
/// behind.</summary>
internal interface IPictureSink : IBufferWriter<byte>, IDisposable;
