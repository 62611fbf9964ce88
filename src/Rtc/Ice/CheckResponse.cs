using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Ice;

/// <summary>What a genuine connectivity check is answered (RFC 8445, section 7.3).</summary>
internal static class CheckResponse
{
    /// <summary>Answers it: with the sender's address, or with what is wrong about it.</summary>
    /// <param name="request">A Binding request whose integrity is proved.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="contested">The attribute by which the sender would claim our own role.</param>
    /// <param name="password">Our own.</param>
    /// <param name="response">At least <see cref="StunWriter.BufferLength"/> bytes.</param>
    /// <param name="agreed">Whether the response is a success.</param>
    /// <returns>The response's length.</returns>
    public static int Write(
        StunMessage request,
        TransportAddress from,
        StunAttribute contested,
        ReadOnlySpan<byte> password,
        Span<byte> response,
        out bool agreed)
    {
        agreed = request.UnknownAttribute == 0 && !request.Has(contested);
        var writer = new StunWriter(
            response, agreed ? StunClass.SuccessResponse : StunClass.ErrorResponse, request.TransactionId);
        if (agreed)
            writer.AddMappedAddress(from);
        else if (request.UnknownAttribute is var unknown and not 0)
            AddUnknown(ref writer, unknown);
        else
            writer.AddError(StunError.RoleConflict);
        writer.AddIntegrity(password);
        writer.AddFingerprint();
        return writer.Length;
    }

    private static void AddUnknown(ref StunWriter writer, ushort attribute)
    {
        writer.AddError(StunError.UnknownAttribute);
        writer.AddUnknownAttribute(attribute);
    }
}
