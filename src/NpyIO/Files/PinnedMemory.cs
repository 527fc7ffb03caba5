using System.Buffers;

namespace NpyIO.Files;

/// <summary>A caller's span as memory, for as long as whoever creates this keeps the span pinned: what a decoder and its threads can hold on to.</summary>
internal sealed unsafe class PinnedMemory<T>(void* start, int length) : MemoryManager<T>
{
    public override Span<T> GetSpan() => new(start, length);

    // Pinned already; T holds no references, or there would be no address.
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
