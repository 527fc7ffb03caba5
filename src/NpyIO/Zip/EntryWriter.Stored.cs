using System.Buffers;
using System.IO.Hashing;

namespace NpyIO.Zip;

// Uncompressed entries: written one after another, or, if they are large and go to a file, piece by piece at reserved offsets.
internal sealed partial class EntryWriter
{
    /// <summary>Maximum length, in bytes, of an entry whose CRC is computed before it is written: it is then still in the cache, and its local header is written only once.</summary>
    private const int SmallLength = 512 << 10;

    private const int MinPlaced = SmallLength;

    internal static readonly Threshold PlacedPiece = new(4 << 20);

    internal static long StoredLength(List<EntryPlan> plans, int alignment)
    {
        long offset = 0;
        long directoryLength = 0;
        foreach (EntryPlan plan in plans)
        {
            if (plan.Compression != NpzCompression.None)
                return 0;
            var entry = new WrittenEntry(plan.Name) { Length = plan.Content.Length, CompressedLength = plan.Content.Length };
            entry.Place(offset, alignment);
            offset += entry.LocalLength + entry.Length;
            directoryLength += entry.EntryLength;
        }

        return offset + directoryLength + EndRecords.ToBytes(offset, directoryLength, plans.Count, []).Length;
    }

    /// <summary>An entry that is appended. <c>isReported</c> says whether its length has already been reported as progress.</summary>
    private sealed class StoredJob(EntryWriter writer, WrittenEntry entry, EntryContent content, bool isReported = false) : WriteJob
    {
        private readonly bool _isSmall = content.Length <= SmallLength;
        private byte[]? _gathered;

        internal override long Weight => content.Length;

        internal override bool IsShared => !_isSmall || !content.IsContiguous;

        private bool IsPatched => !_isSmall && writer._output.CanPatch;

        internal override void Run()
        {
            entry.Method = ZipLayout.Methods.Stored;
            entry.Length = content.Length;
            entry.CompressedLength = content.Length;
            if (IsPatched)
                return;

            var crc = new Crc32();
            crc.Append(content.Head);
            if (_isSmall && !content.IsContiguous)
            {
                _gathered = ArrayPool<byte>.Shared.Rent((int)content.PayloadLength);
                content.Fill(0, _gathered.AsSpan(0, (int)content.PayloadLength));
                crc.Append(_gathered.AsSpan(0, (int)content.PayloadLength));
            }
            else
            {
                using var reader = new ContentReader(content);
                for (long offset = 0; offset < content.PayloadLength;)
                {
                    writer.Cancellation.Check();
                    ReadOnlySpan<byte> chunk = reader.Chunk(offset, content.PayloadLength);
                    crc.Append(chunk);
                    offset += chunk.Length;
                }
            }

            entry.Crc = crc.GetCurrentHashAsUInt32();
            GC.KeepAlive(content);
        }

        internal override IEnumerable<Pause> Write()
        {
            writer.Begin(entry, content.Head);
            writer._output.Expect(content.PayloadLength);
            if (_gathered is not null)
            {
                writer._output.Append(_gathered.AsSpan(0, (int)content.PayloadLength));
                Report((int)content.PayloadLength);
            }
            else
            {
                var crc = new Crc32();
                crc.Append(content.Head);
                using var reader = new ContentReader(content);
                for (long offset = 0; offset < content.PayloadLength;)
                {
                    ReadOnlySpan<byte> chunk = reader.Chunk(offset, content.PayloadLength);
                    if (IsPatched)
                        crc.Append(chunk);
                    writer._output.Append(chunk);
                    GC.KeepAlive(content);
                    offset += chunk.Length;
                    Report(chunk.Length);
                    yield return default;
                }

                if (IsPatched)
                    entry.Crc = crc.GetCurrentHashAsUInt32();
            }

            if (IsPatched)
                writer.PatchLocal(entry);
            writer._directory.Add(entry);
        }

        internal override void Release()
        {
            if (_gathered is not null)
                ArrayPool<byte>.Shared.Return(_gathered);
            _gathered = null;
        }

        private void Report(int length)
        {
            if (!isReported)
                writer.Report(length);
        }
    }

    /// <summary>An entry at a reserved offset: a thread writes each piece at its own, and computes its CRC while it is in the cache.</summary>
    private sealed class PlacedEntry
    {
        private readonly EntryWriter _writer;
        private readonly EntryContent _content;
        private readonly WrittenEntry _entry;

        internal PlacedEntry(EntryWriter writer, in EntryPlan plan)
        {
            _writer = writer;
            _content = plan.Content;
            _entry = new WrittenEntry(plan.Name)
            {
                Method = ZipLayout.Methods.Stored,
                Length = _content.Length,
                CompressedLength = _content.Length,
                Crc = Crc32.HashToUInt32(_content.Head),
            };
            _entry.Place(writer._output.Position, writer._settings.Alignment);
            writer._output.Reserve(_entry.LocalLength + _content.Length);
        }

        internal IEnumerable<WriteJob> Jobs()
        {
            int piece = _content.WholeUnits(PlacedPiece);
            for (long offset = 0; offset < _content.PayloadLength; offset += piece)
                yield return new Piece(this, offset, Math.Min(offset + piece, _content.PayloadLength));
        }

        /// <summary>Records a piece. After the last, writes the local header and the head in the room left for them.</summary>
        private void Add(uint crc, long offset, long end)
        {
            _entry.Crc = Crc32Combination.Combine(_entry.Crc, crc, end - offset);
            _writer.Report(end - offset);
            if (end < _content.PayloadLength)
                return;

            int length = _entry.LocalLength + _content.Head.Length;
            byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
            _entry.WriteLocal(buffer);
            _content.Head.CopyTo(buffer.AsSpan(_entry.LocalLength));
            _writer._output.WriteAt(_entry.Offset, buffer.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(buffer);
            _writer._directory.Add(_entry);
        }

        private sealed class Piece(PlacedEntry owner, long offset, long end) : WriteJob
        {
            private uint _crc;

            internal override long Weight => end - offset;

            internal override bool IsShared => true;

            internal override bool IsPlaced => true;

            internal override void Run()
            {
                EntryContent content = owner._content;
                long place = owner._entry.DataOffset + content.Head.Length;
                var crc = new Crc32();
                using var reader = new ContentReader(content);
                for (long at = offset; at < end;)
                {
                    owner._writer.Cancellation.Check();
                    ReadOnlySpan<byte> chunk = reader.Chunk(at, end);
                    crc.Append(chunk);
                    owner._writer._output.WriteAt(place + at, chunk);
                    at += chunk.Length;
                }

                _crc = crc.GetCurrentHashAsUInt32();
                GC.KeepAlive(content);
            }

            internal override IEnumerable<Pause> Write()
            {
                owner.Add(_crc, offset, end);
                return [];
            }
        }
    }
}
