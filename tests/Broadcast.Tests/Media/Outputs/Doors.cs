using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace TalksPlatform.Broadcast.Tests.Media.Outputs;

/// <summary>Takes connections and never reads from them.</summary>
internal sealed class HungServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _taken = [];

    public HungServer()
    {
        _listener.Start();
        _ = TakeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        lock (_taken)
            _taken.ForEach(socket => socket.Dispose());
    }

    private async Task TakeAsync()
    {
        try
        {
            while (await _listener.AcceptSocketAsync() is { } socket)
                lock (_taken)
                    _taken.Add(socket);
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}

/// <summary>Passes bytes on to a port of the loopback, both ways.</summary>
internal class Passage : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly int _to;
    private readonly Task _running;

    public Passage(int to)
    {
        _to = to;
        _listener.Start();
        _running = Task.Run(TakeAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _closing.CancelAsync();
        _listener.Dispose();
        await _running;
        _closing.Dispose();
    }

    /// <summary>What is done with what comes before it is passed on.</summary>
    protected virtual Task<Stream> OpenAsync(Stream taken) => Task.FromResult(taken);

    /// <summary>Completes when more may pass.</summary>
    protected virtual Task PassAsync() => Task.CompletedTask;

    private async Task TakeAsync()
    {
        List<Task> passing = [];
        try
        {
            while (true)
                passing.Add(PassAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(passing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PassAsync(TcpClient taken)
    {
        using var there = new TcpClient();
        using (taken)
        {
            var stream = await OpenAsync(taken.GetStream());
            await there.ConnectAsync(IPAddress.Loopback, _to, _closing.Token);
            await Task.WhenAny(CopyAsync(stream, there.GetStream()), there.GetStream().CopyToAsync(stream, _closing.Token));
        }
    }

    private async Task CopyAsync(Stream from, Stream to)
    {
        var buffer = new byte[4096];
        int read;
        while ((read = await from.ReadAsync(buffer, _closing.Token)) > 0)
        {
            await PassAsync().WaitAsync(_closing.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _closing.Token);
        }
    }
}

/// <summary>Takes connections by TLS and passes them on in clear.</summary>
internal sealed class TlsDoor(X509Certificate2 certificate, int to) : Passage(to)
{
    // Linux keeps no key of a certificate that lives in memory alone.
    private readonly X509Certificate2 _shown = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

    protected override async Task<Stream> OpenAsync(Stream taken)
    {
        var secure = new SslStream(taken);
        await secure.AuthenticateAsServerAsync(_shown);
        return secure;
    }
}

/// <summary>A way that can be closed: what is sent from then on is not read.</summary>
internal sealed class Valve(int to) : Passage(to)
{
    private readonly TaskCompletionSource _never = new();
    private volatile bool _closed;

    public void Close() => _closed = true;

    protected override Task PassAsync() => _closed ? _never.Task : Task.CompletedTask;
}
