using System.Buffers;
using System.IO.Hashing;

namespace NpyIO.Zip;

// Entries whose length is known only at their end.
internal sealed partial class EntryWriter
{
    /// <summary>Begins an entry that is given piecewise. <paramref name="head"/> has its final length; <see cref="GrowingEntry.End"/> can replace its bytes.</summary>
    internal GrowingEntry Grow(ZipName name, ReadOnlyMemory<byte> head, NpzCompression compression) =>
        compression == NpzCompression.None ? new GrowingStored(this, name, head) : new GrowingDeflated(this, name, head, compression);

    /// <summary>An entry that is stored as it arrives.</summary>
    private sealed class GrowingStored : GrowingEntry
    {
        /// <summary>Maximum number of bytes taken at once, so that there are pauses.</summary>
        private const int MaxTaken = 1 << 20;

        private readonly EntryWriter _writer;
        private readonly WrittenEntry _entry;
        private readonly Crc32 _crc = new();
        private readonly int _headLength;

        internal GrowingStored(EntryWriter writer, ZipName name, ReadOnlyMemory<byte> head)
        {
            _writer = writer;
            _entry = new WrittenEntry(name) { Method = ZipLayout.Methods.Stored, HasDescriptor = !writer._output.CanPatch };
            _headLength = head.Length;
            writer.Begin(_entry, head.Span);
        }

        internal override int Take(ReadOnlySpan<byte> bytes)
        {
            bytes = bytes[..Math.Min(bytes.Length, MaxTaken)];
            _crc.Append(bytes);
            _writer._output.Append(bytes);
            _writer.Report(bytes.Length);
            return bytes.Length;
        }

        internal override IEnumerable<Pause> Step() => [default];

        internal override IEnumerable<Pause> End(ReadOnlyMemory<byte> head)
        {
            _entry.Length = _writer._output.Position - _entry.DataOffset;
            _entry.CompressedLength = _entry.Length;
            _entry.Crc = Crc32Combination.Combine(Crc32.HashToUInt32(head.Span), _crc.GetCurrentHashAsUInt32(), _entry.Length - _headLength);
            if (_headLength > 0)
                _writer._output.Patch(_entry.DataOffset, head.Span);
            _writer.End(_entry);
            yield return default;
        }
    }

    /// <summary>An entry that is deflated as it arrives. A long one is deflated in blocks, each as a sample of it decides; a short one waits in memory for its end.</summary>
    private sealed class GrowingDeflated(EntryWriter writer, ZipName name, ReadOnlyMemory<byte> firstHead, NpzCompression compression) : GrowingEntry
    {
        private readonly WrittenEntry _entry = new(name) { Method = ZipLayout.Methods.Deflated, HasDescriptor = !writer._output.CanPatch };
        private readonly JobQueue _queue = writer.NewQueue();
        private readonly BlockIndexBuilder _index = new(writer._blockLength);
        private readonly List<BlockBuffer> _held = [];
        private BlockBuffer _current = new(writer._blockLength);
        private bool _isDivided;

        internal override int Take(ReadOnlySpan<byte> bytes) => _current.Take(bytes);

        internal override IEnumerable<Pause> Step()
        {
            if (!_current.IsFull)
                return [];
            Hold();
            return _isDivided || _held.Count * (long)writer._blockLength >= writer.MinDivided ? PassOn() : [];
        }

        internal override IEnumerable<Pause> End(ReadOnlyMemory<byte> head)
        {
            Hold();
            return _isDivided ? EndDivided(head) : EndWhole(head);
        }

        public override void Dispose()
        {
            _queue.Dispose();
            _current.Dispose();
            foreach (BlockBuffer block in _held)
                block.Dispose();
            _held.Clear();
            base.Dispose();
        }

        private void Hold()
        {
            if (_current.PayloadLength > 0)
                _held.Add(_current);
            _current = new BlockBuffer(writer._blockLength);
        }

        private IEnumerable<Pause> PassOn()
        {
            if (!_isDivided)
                writer.WriteHead(_entry, _index, firstHead.Span, isPatch: false);
            _isDivided = true;
            while (_held.Count > 0)
            {
                while (_queue.IsFull)
                {
                    foreach (Pause pause in WriteFirst(_queue))
                        yield return pause;
                }

                _queue.Add(new Block(writer, _index, _held[0], compression));
                _held.RemoveAt(0);
            }
        }

        private IEnumerable<Pause> EndDivided(ReadOnlyMemory<byte> head)
        {
            foreach (Pause pause in PassOn())
                yield return pause;
            while (!_queue.IsEmpty)
            {
                foreach (Pause pause in WriteFirst(_queue))
                    yield return pause;
            }

            if (head.Length > 0)
                writer.WriteHead(_entry, _index, head.Span, isPatch: true);
            writer.Finish(_entry, _index);
        }

        private IEnumerable<Pause> EndWhole(ReadOnlyMemory<byte> head)
        {
            var job = new WholeJob(writer, new EntryPlan(name, new JoinedContent(head, _held, writer._blockLength), compression));
            try
            {
                job.Run();
                foreach (Pause pause in job.Write())
                    yield return pause;
            }
            finally
            {
                job.Release();
            }
        }

        private sealed class Block(EntryWriter writer, BlockIndexBuilder index, BlockBuffer content, NpzCompression compression) : WriteJob
        {
            private PooledStream? _deflated;
            private uint _crc;

            internal override long Weight => content.PayloadLength;

            internal override bool IsShared => true;

            internal override void Run() =>
                _deflated = BlockDeflater.Block(content, 0, content.PayloadLength, DeflateChoice.For(content, compression, out _), out _crc, writer.Cancellation);

            internal override IEnumerable<Pause> Write()
            {
                writer._output.Append(_deflated!.Written);
                index.Add(content.PayloadLength, _deflated.Length, _crc);
                writer.Report(content.PayloadLength);
                return [];
            }

            internal override void Release()
            {
                _deflated?.Dispose();
                content.Dispose();
            }
        }
    }
}

/// <summary>An entry that is given piecewise; its length is known only at its end.</summary>
internal abstract class GrowingEntry : IDisposable
{
    /// <summary>Takes some of the bytes and returns how many. <see cref="Step"/> must run before the next call.</summary>
    internal abstract int Take(ReadOnlySpan<byte> bytes);

    internal abstract IEnumerable<Pause> Step();

    /// <summary>Ends the entry. <paramref name="head"/> replaces the one it was begun with and is as long; if it is not empty, the output must allow overwriting.</summary>
    internal abstract IEnumerable<Pause> End(ReadOnlyMemory<byte> head);

    public virtual void Dispose()
    {
    }
}

/// <summary>One block of an entry that is given piecewise.</summary>
internal sealed class BlockBuffer(int capacity) : EntryContent, IDisposable
{
    private byte[]? _buffer;
    private int _length;

    internal bool IsFull => _length == capacity;

    internal override ReadOnlySpan<byte> Head => [];

    internal override long PayloadLength => _length;

    internal override bool IsContiguous => true;

    internal int Take(ReadOnlySpan<byte> bytes)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(capacity);
        int length = Math.Min(capacity - _length, bytes.Length);
        bytes[..length].CopyTo(_buffer.AsSpan(_length));
        _length += length;
        return length;
    }

    internal override ReadOnlySpan<byte> Span(long offset, int length) => _buffer.AsSpan((int)offset, length);

    internal override void Fill(long offset, Span<byte> block) => Span(offset, block.Length).CopyTo(block);

    public void Dispose()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _length = 0;
    }
}

/// <summary>A head and blocks, all full but the last, as one entry.</summary>
internal sealed class JoinedContent(ReadOnlyMemory<byte> head, List<BlockBuffer> blocks, int blockLength) : EntryContent
{
    internal override ReadOnlySpan<byte> Head => head.Span;

    internal override long PayloadLength => blocks.Sum(block => block.PayloadLength);

    internal override bool IsContiguous => false;

    internal override ReadOnlySpan<byte> Span(long offset, int length) => throw new NotSupportedException();

    internal override void Fill(long offset, Span<byte> block)
    {
        while (!block.IsEmpty)
        {
            long at = offset % blockLength;
            int length = (int)Math.Min(blockLength - at, block.Length);
            blocks[(int)(offset / blockLength)].Fill(at, block[..length]);
            offset += length;
            block = block[length..];
        }
    }
}
