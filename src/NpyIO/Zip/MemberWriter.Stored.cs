using System.Buffers;
using System.IO.Hashing;

namespace NpyIO.Zip;

// Members that are not compressed, written one after another.
internal sealed partial class MemberWriter
{
    /// <summary>Up to this length, in bytes, a member is checked before it is written: it then still lies in the cache, and its local header is written once.</summary>
    private const int SmallLength = 512 << 10;

    /// <summary>The length of an archive of such members, in bytes; 0 where one of them is compressed.</summary>
    internal static long StoredLength(List<MemberPlan> plans, int alignment)
    {
        long offset = 0;
        long directoryLength = 0;
        foreach (MemberPlan plan in plans)
        {
            if (plan.Compression != NpzCompression.None)
                return 0;
            var member = new WrittenMember(plan.Name) { Length = plan.Content.Length, CompressedLength = plan.Content.Length };
            member.Place(offset, alignment);
            offset += member.LocalLength + member.Length;
            directoryLength += member.EntryLength;
        }

        return offset + directoryLength + ZipEnd.ToBytes(offset, directoryLength, plans.Count, []).Length;
    }

    /// <summary>A member stored as it is.</summary>
    private sealed class StoredJob : WriteJob
    {
        private readonly MemberWriter _writer;
        private readonly MemberContent _content;
        private readonly WrittenMember _member;
        private readonly bool _isSmall;
        private byte[]? _gathered;

        internal StoredJob(MemberWriter writer, in MemberPlan plan)
            : this(writer, new WrittenMember(plan.Name), plan.Content)
        {
        }

        internal StoredJob(MemberWriter writer, WrittenMember member, MemberContent content)
        {
            _writer = writer;
            _content = content;
            _member = member;
            _isSmall = content.Length <= SmallLength;
            member.Method = ZipLayout.Methods.Stored;
            member.Length = content.Length;
            member.CompressedLength = content.Length;
        }

        /// <summary>Whether its length has been reported before.</summary>
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

            _member.Crc = crc.GetCurrentHashAsUInt32();
            GC.KeepAlive(_content);
        }

        internal override IEnumerable<Pause> Write()
        {
            _writer.Begin(_member, _content.Head);
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
                _writer.PatchLocal(_member);
            _writer._directory.Add(_member);
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
                _member.Crc = crc.GetCurrentHashAsUInt32();
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
}
