using System.Net;

namespace Personalize.Web.Hosting.Security;

/// <summary>
/// Headers of every response, errors included. Scripts come from our own files only; styles may be inline, because the
/// component library writes style attributes.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, IHostEnvironment environment)
{
    private const string Permissions =
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()";

    private const string Strict = "max-age=31536000; includeSubDomains";

    private readonly bool _isStrict = !environment.IsDevelopment();

    // The tool that reloads pages while one edits code talks to a port of its own.
    private readonly string _connect = environment.IsDevelopment() ? "'self' ws://localhost:* wss://localhost:*" : "'self'";
    private string? _policy;

    public Task InvokeAsync(HttpContext context)
    {
        // Registered first, so it runs last, after error handling has cleared the headers of a failed response.
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = CspNonce.AskedFor(context) is { } nonce ? Policy(nonce) : _policy ??= Policy(nonce: null);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        if (_isStrict && context.Request.IsHttps && !IsThisMachine(context.Request.Host))
            headers.StrictTransportSecurity = Strict;
        if (IsPersonal(context))
            headers.CacheControl = "no-store";
    }

    // A browser would hold it against whatever else is tried there.
    private static bool IsThisMachine(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));

    // Answers of the API, and every page: the browser's back button must not bring them back after signing out.
    private static bool IsPersonal(HttpContext context)
    {
        var headers = context.Response.Headers;
        return headers.ContentType.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
            || (headers.CacheControl.Count == 0
                && (context.User.Identity?.IsAuthenticated == true
                    || context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)));
    }

    private string Policy(string? nonce)
    {
        var scripts = nonce is null ? "'self'" : $"'self' 'nonce-{nonce}'";
        return $"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + $"font-src 'self' data:; connect-src {_connect}; object-src 'none'; base-uri 'self'; "
            + "frame-ancestors 'none'; form-action 'self'";
    }
}
