using NpyIO.Archives;
using NpyIO.Zip;

namespace NpyIO;

// The member that is being written bit by bit; no other is meanwhile.
public sealed partial class NpzWriter
{
    private GrowingMember? _member;
    private string _memberName = "";

    /// <summary>Begins a member that is written bit by bit.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="head">What stands before its payload, as far as it is known.</param>
    /// <param name="compression">How it is compressed; null for what the options say.</param>
    private GrowingMember Open(string name, ReadOnlyMemory<byte> head, NpzCompression? compression)
    {
        NpzCompression chosen = Known(compression ?? _options.Compression, nameof(compression));
        var encoded = new ZipName(name);
        _directory.Claim(encoded);
        Run(Beginning(), default);
        _memberName = name;
        _state = State.Writing;
        return _member!;

        IEnumerable<Pause> Beginning()
        {
            _member = _members.Grow(encoded, head, chosen);
            yield return default;
        }
    }

    /// <summary>Whether a member is still being written, so that it can be ended.</summary>
    internal bool IsOpen(GrowingMember member) => _state == State.Writing && _member == member;

    /// <summary>Writes more of a member.</summary>
    internal void Write(GrowingMember member, ReadOnlySpan<byte> bytes)
    {
        RequireOpen(member);
        _state = State.Failed;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[member.Take(bytes)..];
            foreach (Pause _ in member.Step())
            {
                // Nothing stops it between two steps.
            }
        }

        _state = State.Writing;
    }

    /// <summary>As <see cref="Write"/>, without blocking where the output can do that.</summary>
    /// <param name="member">The member.</param>
    /// <param name="take">Has the member take what there is from an offset on; how much that was, in bytes.</param>
    /// <param name="length">How much there is to take, in bytes.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    internal Task WriteAsync(GrowingMember member, Func<long, int> take, long length, CancellationToken cancellationToken)
    {
        RequireOpen(member);
        return length == 0 ? Task.CompletedTask : RunAsync(Steps(), cancellationToken);

        IEnumerable<Pause> Steps()
        {
            for (long offset = 0; offset < length;)
            {
                offset += take(offset);
                foreach (Pause pause in member.Step())
                    yield return pause;
            }
        }
    }

    /// <summary>Ends a member, with what stands before its payload.</summary>
    internal void End(GrowingMember member, ReadOnlyMemory<byte> head)
    {
        RequireOpen(member);
        Run(member.End(head), default);
        Close();
    }

    /// <summary>As <see cref="End"/>, without blocking where the output can do that.</summary>
    internal async Task EndAsync(GrowingMember member, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        RequireOpen(member);
        await RunAsync(member.End(head), cancellationToken).ConfigureAwait(false);
        Close();
    }

    /// <summary>Gives a member up that has not been ended; the archive has failed with it.</summary>
    internal void GiveUp(GrowingMember member)
    {
        if (!IsOpen(member))
            return;
        Close();
        _state = State.Failed;
    }

    private void Close()
    {
        _member?.Dispose();
        _member = null;
        _state = State.Ready;
    }

    private void RequireOpen(GrowingMember member)
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state == State.Failed)
            NpzThrow.ArchiveFailed();
        if (_member != member)
            NpzThrow.MemberEnded();
    }

    private static NpzCompression Known(NpzCompression compression, string parameter)
    {
        if (!NpzWriteOptions.IsKnown(compression))
            NpzThrow.NoSuchCompression(compression, parameter);
        return compression;
    }
}
