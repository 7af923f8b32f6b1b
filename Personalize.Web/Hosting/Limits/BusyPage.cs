using Personalize.Web.Hosting.Problems;

namespace Personalize.Web.Hosting.Limits;

/// <summary>What people see who come while the server is behind. It costs nothing to make, and tries again by itself.</summary>
internal static class BusyPage
{
    public static Task WriteAsync(HttpContext context, TimeSpan pause, CancellationToken cancellation)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="{Problem.Seconds(pause)}"><title>Please wait</title></head>
            <body style="font-family: system-ui, sans-serif; margin: 4rem auto; max-width: 34rem; line-height: 1.5">
            <main>
            <h1>Please wait</h1>
            <p>The server has more to do than it can at the moment. This page tries again by itself.</p>
            </main>
            </body>
            </html>
            """,
            cancellation);
    }
}
