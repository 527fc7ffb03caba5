namespace NpyIO.Zip;

// Deflated entries: short ones in one piece, in memory, long ones in blocks.
internal sealed partial class EntryWriter
{
    private int MinDivided => 2 * _blockLength;

    /// <summary>An entry deflated by one thread, or stored if that is not longer.</summary>
    private sealed class WholeJob(EntryWriter writer, EntryPlan plan) : WriteJob
    {
        // From here on a helper is worth calling, in bytes.
        private const int MinHelped = 4 << 10;

        private readonly WrittenEntry _entry = new(plan.Name) { Method = ZipLayout.Methods.Deflated, Length = plan.Content.Length };
        private PooledStream? _deflated;
        private StoredJob? _stored;

        internal override long Weight => plan.Content.Length;

        internal override bool IsShared => plan.Content.Length >= MinHelped;

        internal override void Run()
        {
            uint crc = 0;
            if (DeflateChoice.For(plan.Content, plan.Compression, out _) is { } setting)
                _deflated = BlockDeflater.Whole(plan.Content, setting, out crc, writer.Cancellation);
            if (_deflated is null)
            {
                _stored = new StoredJob(writer, _entry, plan.Content);
                _stored.Run();
                return;
            }

            _entry.Crc = crc;
            _entry.CompressedLength = _deflated.Length;
        }

        internal override IEnumerable<Pause> Write()
        {
            if (_deflated is null)
                return _stored!.Write();

            writer.Begin(_entry, _deflated.Written);
            writer._directory.Add(_entry);
            writer.Report(plan.Content.PayloadLength);
            return [];
        }

        internal override void Release()
        {
            _deflated?.Dispose();
            _stored?.Release();
        }
    }

    /// <summary>An entry deflated in blocks that any number of threads can deflate and inflate: see <see cref="BlockIndex"/>.</summary>
    private sealed class DividedEntry
    {
        private readonly EntryWriter _writer;
        private readonly EntryContent _content;
        private readonly DeflateSetting _setting;
        private readonly WrittenEntry _entry;
        private readonly BlockIndexBuilder _index;
        private readonly long _block;

        internal DividedEntry(EntryWriter writer, in EntryPlan plan, DeflateSetting setting, double ratio)
        {
            _writer = writer;
            _content = plan.Content;
            _setting = setting;
            _block = GoodBlock(plan.Content, ratio, writer._blockLength);
            _index = new BlockIndexBuilder(_block);
            _entry = new WrittenEntry(plan.Name) { Method = ZipLayout.Methods.Deflated, HasDescriptor = !writer._output.CanPatch, Length = _content.Length };
        }

        internal IEnumerable<WriteJob> Jobs()
        {
            for (long offset = 0; offset < _content.PayloadLength; offset += _block)
                yield return new Block(this, offset, Math.Min(offset + _block, _content.PayloadLength));
        }

        /// <summary>Every block starts without history, which costs some kilobytes: much for data that compress well. Their blocks are longer, but there are enough for all threads.</summary>
        private static long GoodBlock(EntryContent content, double ratio, int least)
        {
            const double VeryRepetitive = 0.05;
            const double Repetitive = 0.15;
            long wanted = least * (ratio < VeryRepetitive ? 8 : ratio < Repetitive ? 2 : 1);
            long most = Math.Max(least, content.PayloadLength / 8);
            return content.WholeUnits((int)Math.Min(wanted, most));
        }

        private IEnumerable<Pause> Write(PooledStream deflated, uint crc, long offset, long end)
        {
            if (offset == 0)
                _writer.WriteHead(_entry, _index, _content.Head, isPatch: false);
            _writer._output.Append(deflated.Written);
            _index.Add(end - offset, deflated.Length, crc);
            _writer.Report(end - offset);
            return end == _content.PayloadLength ? Finish() : [];
        }

        private IEnumerable<Pause> Finish()
        {
            _entry.CompressedLength = _index.DeflatedLength + BlockIndex.End.Length;
            if (_entry.CompressedLength >= _entry.Length && _writer._output.CanPatch)
                return _writer.StoreInstead(_entry, _content);
            _writer.Finish(_entry, _index);
            return [];
        }

        private sealed class Block(DividedEntry owner, long offset, long end) : WriteJob
        {
            private PooledStream? _deflated;
            private uint _crc;

            /// <summary>Longer blocks compress better, so their output takes no more memory.</summary>
            internal override long Weight => Math.Min(end - offset, owner._writer._blockLength);

            internal override bool IsShared => true;

            internal override void Run()
            {
                DeflateSetting setting = DeflateChoice.ForBlock(owner._content, offset, end, owner._setting);
                _deflated = BlockDeflater.Block(owner._content, offset, end, setting, out _crc, owner._writer.Cancellation);
            }

            internal override IEnumerable<Pause> Write() => owner.Write(_deflated!, _crc, offset, end);

            internal override void Release() => _deflated?.Dispose();
        }
    }
}
