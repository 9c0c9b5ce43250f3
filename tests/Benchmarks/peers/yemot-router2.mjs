// The same conversation as BenchmarkLine.cs, on yemot-router2 as its own documentation shows it.
import express from 'express';
import { YemotRouter } from 'yemot-router2';

const app = express();
const router = YemotRouter({ printLog: false });

router.get('/', async (call) => {
    const branch = await call.read(
        [{ type: 'text', data: 'שלום, לאיזה סניף להעביר, הקישו מספר סניף' }],
        'tap', { val_name: 'branch', max_digits: 2, min_digits: 1 });
    const day = await call.read(
        [{ type: 'text', data: `סניף ${branch}, לאיזה יום בשבוע לקבוע` }],
        'tap', { val_name: 'day', max_digits: 1, min_digits: 1 });
    const hour = await call.read(
        [{ type: 'text', data: `יום ${day}, באיזו שעה` }],
        'tap', { val_name: 'hour', max_digits: 2, min_digits: 1 });
    return call.id_list_message(
        [{ type: 'text', data: `נקבע בסניף ${branch} ביום ${day} בשעה ${hour}, להתראות` }]);
});

app.use(router);
const server = app.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
server.keepAliveTimeout = 60_000;
process.on('SIGUSR2', () => { global.gc?.(); console.log(JSON.stringify(process.memoryUsage())); });
