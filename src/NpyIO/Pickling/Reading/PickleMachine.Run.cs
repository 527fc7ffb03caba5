using NpyIO.Arrays;

namespace NpyIO.Pickling;

internal sealed partial class PickleMachine
{
    /// <summary>Why the machine stops: it has no bytes of its own to wait for.</summary>
    private enum Pause
    {
        /// <summary>The pickle has come to its end.</summary>
        Done,

        /// <summary>More bytes are needed before the next opcode can be executed.</summary>
        NeedsBytes,

        /// <summary>A long value follows, to be read into memory of its own.</summary>
        NeedsPayload,

        /// <summary>A description has been given its state.</summary>
        Described,
    }

    /// <summary>How many bytes must be unread before the next opcode can be executed.</summary>
    private int _need;

    /// <summary>The opcode of a long value that follows.</summary>
    private byte _payloadOpcode;

    /// <summary>Its length, in bytes.</summary>
    private long _payloadLength;

    /// <summary>Reads the pickle; the input then stands right behind it.</summary>
    /// <exception cref="NpyFormatException">The content is no pickle that can be read.</exception>
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

    /// <inheritdoc cref="Run"/>
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

    /// <summary>The value of the pickle, everything in it finished.</summary>
    private object? Finish()
    {
        // Like Python, it does not mind what else is on the stack.
        if (_top <= _fence)
            Fail("The pickle ends with nothing on its stack");
        object? value = _leaked || _stack[_top - 1] is Placeholder ? new PlaceholderReplacer(this).Settle(_stack[_top - 1]) : _stack[_top - 1];
        if (!_isNested)
            _equality.Release();
        Release();
        return value;
    }
}
