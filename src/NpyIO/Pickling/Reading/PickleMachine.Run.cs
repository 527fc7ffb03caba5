using NpyIO.Arrays;

namespace NpyIO.Pickling;

internal sealed partial class PickleMachine
{
    /// <summary>Why execution pauses: only the callers read from the source, synchronously or asynchronously.</summary>
    private enum Pause
    {
        Done,

        /// <summary>The next opcode needs more bytes.</summary>
        NeedsBytes,

        /// <summary>A long value follows, to be read into its own memory.</summary>
        NeedsPayload,

        /// <summary>A description has received its state.</summary>
        Described,
    }

    private int _need;

    private byte _payloadOpcode;

    /// <summary>In bytes.</summary>
    private long _payloadLength;

    /// <summary>Reads the pickle and leaves the input right after it.</summary>
    internal object? Run(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (Execute())
            {
                case Pause.NeedsBytes:
                    if (!Input.TryFill(_need))
                        EndsEarly();
                    break;
                case Pause.NeedsPayload:
                    AcceptPayload(Input.ReadPayload(_payloadLength, Options, cancellationToken));
                    break;
                case Pause.Described:
                    AskWhatIsDescribed();
                    break;
                default:
                    if (Options.Strict && Input.TryFill(1))
                        PickleThrow.TrailingPickleData(Input.Position);
                    return Finish();
            }
        }
    }

    internal async ValueTask<object?> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (Execute())
            {
                case Pause.NeedsBytes:
                    if (!await Input.TryFillAsync(_need, cancellationToken).ConfigureAwait(false))
                        EndsEarly();
                    break;
                case Pause.NeedsPayload:
                    AcceptPayload(await Input.ReadPayloadAsync(_payloadLength, Options, cancellationToken).ConfigureAwait(false));
                    break;
                case Pause.Described:
                    AskWhatIsDescribed();
                    break;
                default:
                    if (Options.Strict && await Input.TryFillAsync(1, cancellationToken).ConfigureAwait(false))
                        PickleThrow.TrailingPickleData(Input.Position);
                    return Finish();
            }
        }
    }

    private void EndsEarly() => PickleThrow.PickleEndsEarly(Input.Position, _need, Input.Unread.Length);

    private void AskWhatIsDescribed()
    {
        object? value = OnDescribed!(this, (PickleObject)_stack[_top - 1]!);
        _top--;
        Push(value);
    }

    private void AcceptPayload(ArrayMemory memory)
    {
        _opcodeAt = 0;
        Push(ValueOf(_payloadOpcode, memory));
    }

    /// <summary>Returns the value of the pickle, with all placeholders in it replaced.</summary>
    private object? Finish()
    {
        // Like Python, ignore anything else on the stack.
        if (_top <= _fence)
            Fail("The pickle ends with nothing on its stack");
        object? value = _leaked || _stack[_top - 1] is Placeholder ? new PlaceholderReplacer(this).Settle(_stack[_top - 1]) : _stack[_top - 1];
        if (!_isNested)
            _equality.Release();
        Release();
        return value;
    }
}
