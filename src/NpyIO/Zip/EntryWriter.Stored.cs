using System.Buffers;
using System.IO.Hashing;

namespace NpyIO.Zip;

// Uncompressed entries: written one after another, or, if they are large and go to a file, piece by piece at reserved offsets.
internal sealed partial class EntryWriter
{
    /// <summary>Maximum length, in bytes, of an entry whose CRC is computed before it is written: it is then still in the cache, and its local header is written only once.</summary>
    private const int SmallLength = 512 << 10;

    /// <summary>Minimum length of an entry that is written at a reserved offset, in bytes.</summary>
    private const int MinPlaced = SmallLength;

    /// <summary>Bytes of such an entry that a thread takes at once.</summary>
    internal static readonly Threshold PlacedPiece = new(4 << 20);

    /// <summary>Returns the length of an archive of such entries, in bytes, or 0 if one of them is compressed.</summary>
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

    private sealed class StoredJob : WriteJob
    {
        private readonly EntryWriter _writer;
        private readonly EntryContent _content;
        private readonly WrittenEntry _entry;
        private readonly bool _isSmall;
        private byte[]? _gathered;

        internal StoredJob(EntryWriter writer, in EntryPlan plan)
            : this(writer, new WrittenEntry(plan.Name), plan.Content)
        {
        }

        internal StoredJob(EntryWriter writer, WrittenEntry entry, EntryContent content)
        {
            _writer = writer;
            _content = content;
            _entry = entry;
            _isSmall = content.Length <= SmallLength;
            entry.Method = ZipLayout.Methods.Stored;
            entry.Length = content.Length;
            entry.CompressedLength = content.Length;
        }

        /// <summary>Whether the entry's length has already been reported as progress.</summary>
        internal bool IsReported { get; init; }

        internal override long Weight => _content.Length;

        internal override bool IsShared => !_isSmall || !_content.IsContiguous;

        private bool IsPatched => !_isSmall && _writer._output.CanPatch;

        internal override void Run()
        {
            if (IsPatched)
                return;

            var crc = new Crc32();
            crc.Append(_content.Head);
            if (_isSmall && !_content.IsContiguous)
            {
                _gathered = ArrayPool<byte>.Shared.Rent((int)_content.PayloadLength);
                _content.Fill(0, _gathered.AsSpan(0, (int)_content.PayloadLength));
                crc.Append(_gathered.AsSpan(0, (int)_content.PayloadLength));
            }
            else
            {
                using var reader = new ContentReader(_content);
                for (long offset = 0; offset < _content.PayloadLength;)
                {
                    _writer.Cancellation.Check();
                    ReadOnlySpan<byte> chunk = reader.Chunk(offset, _content.PayloadLength);
                    crc.Append(chunk);
                    offset += chunk.Length;
                }
            }

            _entry.Crc = crc.GetCurrentHashAsUInt32();
            GC.KeepAlive(_content);
        }

        internal override IEnumerable<Pause> Write()
        {
            _writer.Begin(_entry, _content.Head);
            _writer._output.Expect(_content.PayloadLength);
            if (_gathered is not null)
            {
                _writer._output.Append(_gathered.AsSpan(0, (int)_content.PayloadLength));
                Report((int)_content.PayloadLength);
            }
            else
            {
                foreach (Pause pause in WritePayload())
                    yield return pause;
            }

            if (IsPatched)
                _writer.PatchLocal(_entry);
            _writer._directory.Add(_entry);
        }

        internal override void Release()
        {
            if (_gathered is not null)
                ArrayPool<byte>.Shared.Return(_gathered);
            _gathered = null;
        }

        private IEnumerable<Pause> WritePayload()
        {
            var crc = new Crc32();
            crc.Append(_content.Head);
            using var reader = new ContentReader(_content);
            for (long offset = 0; offset < _content.PayloadLength;)
            {
                int length = WriteChunk(reader, offset, IsPatched ? crc : null);
                offset += length;
                Report(length);
                yield return default;
            }

            if (IsPatched)
                _entry.Crc = crc.GetCurrentHashAsUInt32();
        }

        private void Report(int length)
        {
            if (!IsReported)
                _writer.Report(length);
        }

        private int WriteChunk(ContentReader reader, long offset, Crc32? crc)
        {
            ReadOnlySpan<byte> chunk = reader.Chunk(offset, _content.PayloadLength);
            crc?.Append(chunk);
            _writer._output.Append(chunk);
            GC.KeepAlive(_content);
            return chunk.Length;
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
