using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;

namespace Personalize.Web.Health.Figures;

/// <summary>Bytes that open pages were sent through their sockets, as they go over the wire: framed and compressed.</summary>
/// <threadsafety>Safe.</threadsafety>
internal sealed class SocketBytes
{
    private long _sent;

    public long Sent => Interlocked.Read(ref _sent);

    public void Add(long bytes) => Interlocked.Add(ref _sent, bytes);
}

/// <summary>Looks at what is written to the sockets of circuits.</summary>
internal sealed class SocketMeasure(RequestDelegate next, SocketBytes bytes)
{
    private static readonly PathString Circuits = "/_blazor";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(Circuits, StringComparison.Ordinal))
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
                context.Features.Set<IHttpUpgradeFeature>(new Upgrade(upgrade, bytes));
            if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
                context.Features.Set<IHttpExtendedConnectFeature>(new ExtendedConnect(connect, bytes));
        }

        return next(context);
    }

    private sealed class Upgrade(IHttpUpgradeFeature inner, SocketBytes bytes) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => inner.IsUpgradableRequest;

        [SuppressMessage("Reliability", "CA2000", Justification = "Whoever upgrades owns the stream.")]
        public async Task<Stream> UpgradeAsync() => new CountedStream(await inner.UpgradeAsync(), bytes);
    }

    private sealed class ExtendedConnect(IHttpExtendedConnectFeature inner, SocketBytes bytes) : IHttpExtendedConnectFeature
    {
        public bool IsExtendedConnect => inner.IsExtendedConnect;

        public string? Protocol => inner.Protocol;

        [SuppressMessage("Reliability", "CA2000", Justification = "Whoever connects owns the stream.")]
        public async ValueTask<Stream> AcceptAsync() => new CountedStream(await inner.AcceptAsync(), bytes);
    }
}
