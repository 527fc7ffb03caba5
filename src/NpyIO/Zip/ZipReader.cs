using NpyIO.IO;

namespace NpyIO.Zip;

/// <summary>An archive that is read: its bytes, its directory, and the data of its members. Any number of threads may use one.</summary>
internal sealed class ZipReader
{
    private ZipReader(ByteSource bytes, ZipDirectory directory)
    {
        Bytes = bytes;
        Directory = directory;
    }

    /// <summary>The whole archive, from its start.</summary>
    internal ByteSource Bytes { get; }

    /// <summary>The directory.</summary>
    internal ZipDirectory Directory { get; }

    /// <summary>Reads the directory of an archive.</summary>
    /// <exception cref="NpyFormatException">It is no archive.</exception>
    internal static ZipReader Open(ByteSource bytes)
    {
        using var plan = new DirectoryPlan(bytes.Length);
        plan.Run(bytes);
        return new ZipReader(bytes, plan.Directory!);
    }

    /// <summary>As <see cref="Open(ByteSource)"/>.</summary>
    internal static async Task<ZipReader> OpenAsync(ByteSource bytes, CancellationToken cancellationToken)
    {
        using var plan = new DirectoryPlan(bytes.Length);
        await plan.RunAsync(bytes, cancellationToken).ConfigureAwait(false);
        return new ZipReader(bytes, plan.Directory!);
    }

    /// <summary>Reads the first bytes of a member; where all of it will be wanted, all of a small one.</summary>
    internal MemberHead ReadHead(ZipMember member, bool isWhole)
    {
        var head = new MemberHead(member, isWhole);
        try
        {
            head.Run(Bytes);
            return head;
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="ReadHead"/>.</summary>
    internal async ValueTask<MemberHead> ReadHeadAsync(ZipMember member, bool isWhole, CancellationToken cancellationToken)
    {
        var head = new MemberHead(member, isWhole);
        try
        {
            await head.RunAsync(Bytes, cancellationToken).ConfigureAwait(false);
            return head;
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }

    /// <summary>The data of a member, of which perhaps only a part will be wanted.</summary>
    /// <param name="member">The member.</param>
    /// <param name="isChecked">Whether <see cref="MemberSource.Complete"/> will be called; otherwise no CRC is taken of a stored member.</param>
    internal MemberSource Open(ZipMember member, bool isChecked) => OpenSource(member, ReadHead(member, isWhole: false), isChecked);

    /// <summary>As <see cref="Open(ZipMember, bool)"/>.</summary>
    internal async ValueTask<MemberSource> OpenAsync(ZipMember member, bool isChecked, CancellationToken cancellationToken) =>
        OpenSource(member, await ReadHeadAsync(member, isWhole: false, cancellationToken).ConfigureAwait(false), isChecked);

    /// <summary>Opens the data of a member as its index says where they are. Returns null if it has no index that can be true, or no use for one.</summary>
    /// <param name="member">The member.</param>
    /// <param name="isPart">Whether only a part is wanted: then the index is of use for any member, as it has the checksums of the parts.</param>
    internal BlockSource? TryOpenBlocks(ZipMember member, bool isPart = false)
    {
        if (isPart ? member.Index is null : !UsesIndex(member))
            return null;
        if (member.DataOffset == ZipMember.NotLocated)
            ReadHead(member, isWhole: false).Dispose();
        return new BlockSource(Bytes, member, member.Index!);
    }

    /// <summary>As <see cref="TryOpenBlocks"/>.</summary>
    internal async ValueTask<BlockSource?> TryOpenBlocksAsync(ZipMember member, bool isPart, CancellationToken cancellationToken)
    {
        if (isPart ? member.Index is null : !UsesIndex(member))
            return null;
        if (member.DataOffset == ZipMember.NotLocated)
            (await ReadHeadAsync(member, isWhole: false, cancellationToken).ConfigureAwait(false)).Dispose();
        return new BlockSource(Bytes, member, member.Index!);
    }

    /// <summary>Memory is not to be taken at once for what an index claims and the archive's size does not make likely.</summary>
    internal static bool UsesIndex(ZipMember member) => member.IsLengthTrusted && member.Length > MemberHead.SmallLength && member.Index is not null;

    /// <summary>The data of a member, from the beginning on; the head is given back with the source, or at once where it cannot be opened.</summary>
    internal MemberSource OpenSource(ZipMember member, MemberHead head, bool isChecked = true)
    {
        try
        {
            return member.IsStored ? new StoredSource(Bytes, member, head) { IsChecked = isChecked } : new InflatedSource(Bytes, member, head);
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }
}
