using Microsoft.Win32.SafeHandles;

namespace NpyIO.IO;

// Gives the new file permissions under which nobody can read it who could not read the old one.
internal sealed partial class LinuxTarget
{
    internal const uint KeepOwner = uint.MaxValue;

    private const int MaxAccessListLength = 1024;

    private static ReadOnlySpan<byte> AccessList => "system.posix_acl_access\0"u8;

    /// <summary>Returns the mode of a file that replaces another one. If its owner or group differs, group and others gain no rights.</summary>
    internal static uint ModeFor(uint permissions, bool isOwnerKept, bool isGroupKept)
    {
        uint owner = permissions >> 6;
        uint group = (permissions >> 3) & 7;
        uint others = permissions & 7;
        // The old group's users are now others, and the new group's users were others.
        if (!isGroupKept)
            group = others &= group;
        if (!isOwnerKept)
        {
            group &= owner;
            others &= owner;
            // The new owner could write before, by whatever right.
            owner |= 0b010;
        }

        return (owner << 6) | (group << 3) | others;
    }

    private void CopyPermissions(SafeFileHandle file)
    {
        FileStatus old = _status!.Value;
        Require(_calls.StatusOf(file, out FileStatus made));
        bool isOwnerKept = made.Owner == old.Owner;
        bool isGroupKept = made.Group == old.Group;
        if (!isOwnerKept && _calls.SetOwner(file, old.Owner, old.Group) == 0)
            isOwnerKept = isGroupKept = true;
        if (!isGroupKept)
            isGroupKept = _calls.SetOwner(file, KeepOwner, old.Group) == 0;

        Span<byte> list = stackalloc byte[MaxAccessListLength];
        int error = _calls.GetAttribute(_old!, AccessList, list, out int length);
        if (error is Errno.NoData or Errno.NotSupported or Errno.NotImplemented)
        {
            // The folder's default list may have been applied to the new file.
            bool hasList = _calls.GetAttribute(file, AccessList, list, out _) is not (Errno.NoData or Errno.NotSupported or Errno.NotImplemented);
            if (hasList)
                _ = _calls.RemoveAttribute(file, AccessList);
            uint mode = ModeFor(old.Permissions, isOwnerKept, isGroupKept);
            if (hasList || mode != made.Permissions)
                SetMode(file, mode);
        }
        else if (error != 0 || !isOwnerKept || !isGroupKept || _calls.SetAttribute(file, AccessList, list[..length]) != 0)
        {
            // With a list, the group bits are its mask and it may exclude users by name. Only the owner's bits are safe.
            _ = _calls.RemoveAttribute(file, AccessList);
            SetMode(file, old.Permissions & OwnerMode);
        }
    }

    private void RefreshPermissions(SafeFileHandle file)
    {
        if (_calls.Status(_directory, _name, out FileStatus now) != 0 || (_status is { } old && old.Identity == now.Identity && old.Changed == now.Changed))
            return;
        if (now.IsDirectory)
            throw OutputError.IsFolder(Path);
        _old?.Dispose();
        _old = null;
        OpenOld();
        if (_old is not null)
            CopyPermissions(file);
    }

    private void SetMode(SafeFileHandle file, uint mode)
    {
        int error = _calls.SetMode(file, mode);
        if (error == 0)
            return;
        // A file system without permission bits (vfat) refuses, which is harmless if the file's own bits grant no more than these.
        Require(_calls.StatusOf(file, out FileStatus made));
        const uint GroupAndOthers = 0b000_111_111;
        if ((made.Permissions & ~mode & GroupAndOthers) != 0)
            throw OutputError.ModeRefused(error, Path);
    }
}
