using Microsoft.Win32.SafeHandles;
using NpyIO.Headers;
using NpyIO.IO;

namespace NpyIO.NpyFiles;

/// <summary>Rows of a file: a new one, which is hidden until its first checkpoint or its end, or one that grows in place.</summary>
internal sealed class FileRows : RowTarget
{
    private readonly string _path;
    private readonly NpyAppendOptions _options;
    private OutputFile? _new;
    private HeaderGrowth? _newHeader;
    private ArrayGrowth? _file;
    private long _position;
    private long _writtenHidden;
    private bool _hasLeftovers;
    private State _state;

    private FileRows(string path, NpyAppendOptions options)
    {
        _path = path;
        _options = options;
    }

    private enum State
    {
        Open,
        Complete,
        Disposed,
    }

    internal override long MaxRows => _file?.MaxRows ?? long.MaxValue;

    internal override long Position => _file?.Position ?? _position;

    internal static FileRows Create(string path, NpyHeader header, NpyWriteOptions options)
    {
        SavedName.CheckSingle(path, "Npy.CreateRows");
        OutputFile file = options.CreateFile(path, 0);
        try
        {
            if (!file.Sink.CanPatch)
                AppendThrow.CannotSeek(path);
            file.Sink.WriteAt(0, header.Encoded);
            var rows = new FileRows(path, new NpyAppendOptions { Flush = options.Flush, Progress = options.Progress })
            {
                _new = file,
                _newHeader = HeaderGrowth.Of(header.ToBytes(), header),
                _position = header.DataOffset,
            };

            // A file that is written in place is there from the start.
            if (!options.Atomic)
                rows.Publish(0);
            return rows;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Takes over the file.</summary>
    internal static FileRows Append(ArrayGrowth file, NpyAppendOptions options) => new(file.Path, options) { _file = file };

    internal override void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, typeof(RowWriter<>));
        if (_state == State.Complete)
            AppendThrow.Complete(_path);
    }

    internal override void ThrowTooMany(long rows) => AppendThrow.NoRoom(_path, rows, _file!.End);

    internal override void ReturnTo(long position)
    {
        if (_file is not null)
            _file.ReturnTo(position);
        else
            (_position, _hasLeftovers) = (position, true);
    }

    internal override void Write(ReadOnlySpan<byte> bytes)
    {
        if (_file is not null)
        {
            _file.WriteNative(bytes);
            _options.Progress?.Report(_writtenHidden + _file.Written);
            return;
        }

        try
        {
            _new!.Sink.WriteAt(_position, bytes);
        }
        catch
        {
            _hasLeftovers = true;
            throw;
        }

        _position += bytes.Length;
        _options.Progress?.Report(_position - _newHeader!.Current.Length);
    }

    internal override Task WriteAsync(PieceOfBytes pieces, long length, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            long start = Position;
            try
            {
                for (long done = 0; done < length;)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    ReadOnlySpan<byte> piece = pieces(done);
                    piece = piece[..(int)Math.Min(piece.Length, ArrayWriter.PieceLength)];
                    Write(piece);
                    done += piece.Length;
                }
            }
            catch
            {
                ReturnTo(start);
                throw;
            }
        },
        cancellationToken);

    internal override void Checkpoint(long rows)
    {
        if (_file is null)
            Publish(rows);
        else
            _file.Commit(rows);
    }

    internal override Task CheckpointAsync(long rows, CancellationToken cancellationToken) => Task.Run(() => Checkpoint(rows), cancellationToken);

    internal override void Complete(long rows)
    {
        if (_file is not null)
        {
            _file.Commit(rows);
            _file.RemoveMark();
        }
        else
        {
            WriteHeader(rows);
            _new!.Complete();
        }

        _state = State.Complete;
        Close();
    }

    internal override Task CompleteAsync(long rows, CancellationToken cancellationToken) => Task.Run(() => Complete(rows), cancellationToken);

    public override void Dispose()
    {
        if (_state == State.Open)
            _file?.Discard();
        Close();
        _state = State.Disposed;
    }

    private void Close()
    {
        _file?.Dispose();
        _new?.Dispose();
        _file = null;
        _new = null;
    }

    private byte[] WriteHeader(long rows)
    {
        byte[] header = _newHeader!.With(rows);
        _new!.Sink.WriteAt(0, header);
        if (_hasLeftovers)
            _new.Sink.Truncate(_position);
        _hasLeftovers = false;
        return header;
    }

    /// <summary>Gives the file its name, with the rows written so far; it grows in place from then on.</summary>
    private void Publish(long rows)
    {
        byte[] header = WriteHeader(rows);
        SafeFileHandle handle = _new!.Handle;

        // Locked first, so that no other appender comes between.
        GrowingFile file = GrowingFile.OfNew(_path, handle);
        _new.Publish();
        _new = null;
        _writtenHidden = _position - header.Length;
        _file = handle.IsClosed ? ArrayGrowth.Open(_path, _options, default) : ArrayGrowth.OfNew(file, header, _options);
    }
}
