using System.IO.Hashing;

namespace NpyIO.Zip;

// Entries whose length is known only at their end, deflated.
internal sealed partial class EntryWriter
{
    /// <summary>An entry that is deflated as it arrives. A long one is deflated in blocks, each as a sample of it decides; a short one waits in memory for its end.</summary>
    private sealed class GrowingDeflated : GrowingEntry
    {
        private readonly EntryWriter _writer;
        private readonly ReadOnlyMemory<byte> _head;
        private readonly NpzCompression _compression;
        private readonly WrittenEntry _entry;
        private readonly JobQueue _queue;
        private readonly BlockIndexBuilder _index;
        private readonly List<BlockBuffer> _held = [];
        private BlockBuffer _current;
        private bool _isDivided;

        internal GrowingDeflated(EntryWriter writer, ZipName name, ReadOnlyMemory<byte> head, NpzCompression compression)
        {
            _writer = writer;
            _head = head;
            _compression = compression;
            _entry = new WrittenEntry(name) { Method = ZipLayout.Methods.Deflated, HasDescriptor = !writer._output.CanPatch };
            _queue = writer.NewQueue();
            _index = new BlockIndexBuilder(writer._blockLength);
            _current = new BlockBuffer(writer._blockLength);
        }

        internal override int Take(ReadOnlySpan<byte> bytes) => _current.Take(bytes);

        internal override IEnumerable<Pause> Step()
        {
            if (!_current.IsFull)
                return [];
            Hold();
            return _isDivided || _held.Count * (long)_writer._blockLength >= _writer.MinDivided ? PassOn() : [];
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
        }

        private void Hold()
        {
            if (_current.PayloadLength > 0)
                _held.Add(_current);
            _current = new BlockBuffer(_writer._blockLength);
        }

        private IEnumerable<Pause> PassOn()
        {
            if (!_isDivided)
                WriteHead(_head, _writer.Begin);
            _isDivided = true;
            while (_held.Count > 0)
            {
                while (_queue.IsFull)
                {
                    foreach (Pause pause in WriteFirst(_queue))
                        yield return pause;
                }

                _queue.Add(new Block(this, _held[0], _compression));
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
                WriteHead(head, (entry, deflated) => _writer._output.Patch(entry.DataOffset, deflated));
            _writer.Finish(_entry, _index);
        }

        private IEnumerable<Pause> EndWhole(ReadOnlyMemory<byte> head)
        {
            var job = new WholeJob(_writer, new EntryPlan(_entry.Name, new JoinedContent(head, _held, _writer._blockLength), _compression));
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

        private void WriteHead(ReadOnlyMemory<byte> head, HeadWriter write)
        {
            using var deflated = new PooledStream(long.MaxValue);
            StoredBlocks.Write(head.Span, deflated);
            write(_entry, deflated.Written);
            _index.SetHead(head.Length, deflated.Length, Crc32.HashToUInt32(head.Span));
        }

        private delegate void HeadWriter(WrittenEntry entry, ReadOnlySpan<byte> deflated);

        private sealed class Block(GrowingDeflated owner, BlockBuffer content, NpzCompression compression) : WriteJob
        {
            private PooledStream? _deflated;
            private uint _crc;

            internal override long Weight => content.PayloadLength;

            internal override bool IsShared => true;

            internal override void Run() =>
                _deflated = BlockDeflater.Block(content, 0, content.PayloadLength, DeflateChoice.For(content, compression, out _), out _crc, owner._writer.Cancellation);

            internal override IEnumerable<Pause> Write()
            {
                owner._writer._output.Append(_deflated!.Written);
                owner._index.Add(content.PayloadLength, _deflated.Length, _crc);
                owner._writer.Report(content.PayloadLength);
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
