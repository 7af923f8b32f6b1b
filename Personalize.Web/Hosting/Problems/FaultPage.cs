using System.Text.Encodings.Web;

namespace Personalize.Web.Hosting.Problems;

/// <summary>The page of last resort: plain markup, because whatever broke may be what draws our pages.</summary>
internal static class FaultPage
{
    public static Task WriteAsync(HttpContext context, CancellationToken cancellation)
    {
        var trace = HtmlEncoder.Default.Encode(ProblemDefaults.TraceOf(context));
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Something went wrong</title></head>
            <body style="font-family: system-ui, sans-serif; margin: 4rem auto; max-width: 34rem; line-height: 1.5">
            <main>
            <h1>Something went wrong</h1>
            <p>The page could not be made. Nothing you entered was changed by it.</p>
            <p>Reference for the server's log: <code>{trace}</code></p>
            <p><a href="/">Back to the start page</a></p>
            </main>
            </body>
            </html>
            """,
            cancellation);
    }
}
