using System.Buffers;
using System.IO.Hashing;

namespace NpyIO.Zip;

// Large uncompressed entries in a file: a thread writes each piece at its offset, and computes its CRC while it is in the cache.
internal sealed partial class EntryWriter
{
    /// <summary>Minimum length, in bytes.</summary>
    private const int MinPlaced = SmallLength;

    /// <summary>Bytes that a thread takes at once.</summary>
    internal static readonly Threshold PlacedPiece = new(4 << 20);

    /// <summary>An entry at a reserved offset.</summary>
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
