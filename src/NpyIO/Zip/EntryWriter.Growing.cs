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
            return [default];
        }

        public override void Dispose()
        {
            // Owns nothing.
        }
    }
}
