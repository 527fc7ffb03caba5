namespace NpyIO.Zip;

// Entries deflated in one piece, in memory.
internal sealed partial class EntryWriter
{
    /// <summary>Minimum length of an entry that is deflated in blocks, in bytes.</summary>
    private int MinDivided => 2 * _blockLength;

    /// <summary>An entry deflated by one thread, or stored if that is not longer.</summary>
    private sealed class WholeJob(EntryWriter writer, EntryPlan plan) : WriteJob
    {
        /// <summary>Minimum length, in bytes, for which a helper is worth calling.</summary>
        private const int MinShared = 4 << 10;

        private readonly WrittenEntry _entry = new(plan.Name) { Method = ZipLayout.Methods.Deflated, Length = plan.Content.Length };
        private PooledStream? _deflated;
        private StoredJob? _stored;

        internal override long Weight => plan.Content.Length;

        internal override bool IsShared => plan.Content.Length >= MinShared;

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
}
