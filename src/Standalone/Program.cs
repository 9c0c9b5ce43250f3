using YemotAi.Hosting.Listing;
using YemotAi.Standalone;
using YemotAi.Standalone.Listing;

return args.FirstOrDefault() switch
{
    "calls" => await ListingCommand.RunAsync(Listed.Calls, args[1..], Console.Out, Console.Error),
    "messages" => await ListingCommand.RunAsync(Listed.Messages, args[1..], Console.Out, Console.Error),
    "help" or "--help" or "-h" or "-?" => StandaloneProgram.Help(Console.Out),
    _ => await StandaloneProgram.RunAsync(args),
};
