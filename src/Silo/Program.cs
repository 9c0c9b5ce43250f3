using YemotAi.Hosting.Listing;
using YemotAi.Silo;
using YemotAi.Silo.Storage;

return args.FirstOrDefault() switch
{
    "calls" => await ListingCommand.RunAsync(Listed.Calls, args[1..], Console.Out, Console.Error),
    "messages" => await ListingCommand.RunAsync(Listed.Messages, args[1..], Console.Out, Console.Error),
    _ => await SiloProgram.RunAsync(args),
};
