using Personalize.Benchmarks;

return await Commands.RunAsync(args, CancellationToken.None);
