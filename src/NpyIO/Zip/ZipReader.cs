using NpyIO.Files;

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

    /// <summary>The data of a member, of which perhaps only the beginning will be wanted.</summary>
    internal MemberSource Open(ZipMember member) => OpenSource(member, ReadHead(member, isWhole: false));

    /// <summary>As <see cref="Open(ZipMember)"/>.</summary>
    internal async ValueTask<MemberSource> OpenAsync(ZipMember member, CancellationToken cancellationToken) =>
        OpenSource(member, await ReadHeadAsync(member, isWhole: false, cancellationToken).ConfigureAwait(false));

    /// <summary>The data of a member, from the beginning on; the head is given back with the source, or at once where it cannot be opened.</summary>
    internal MemberSource OpenSource(ZipMember member, MemberHead head)
    {
        try
        {
            return member.IsStored ? new StoredSource(Bytes, member, head) : new InflatedSource(Bytes, member, head);
        }
        catch
        {
            head.Dispose();
            throw;
        }
    }
}
